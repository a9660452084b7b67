package dev.tandem.core.dedup;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The signatures of all shards that are deduplicated together. A sample is referred to by its shard, in the upper half of a
 * number, and its row.
 *
 * @param shards number of shards
 * @param firstNew shards before this one were deduplicated earlier, and the pairs among them are known
 * @param shard the signatures of each; called again for the same shard when they are needed again
 */
public record Signatures(int shards, int firstNew, IntFunction<SignatureReader> shard) {

    /** Signatures of shards that are all new. */
    public Signatures(int shards, IntFunction<SignatureReader> shard) {
        this(shards, 0, shard);
    }

    static long reference(int shard, int row) {
        return (long) shard << Integer.SIZE | row;
    }

    static int shard(long reference) {
        return (int) (reference >>> Integer.SIZE);
    }

    static int row(long reference) {
        return (int) reference;
    }

    boolean isNew(long reference) {
        return shard(reference) >= firstNew;
    }

    /** Entries of all bands of the new shards. */
    long entries() {
        long entries = 0;
        for (int i = firstNew; i < shards; i++) {
            for (List<SignatureDirectory.Block> band : shard.apply(i).directory().bands()) {
                entries += band.stream().mapToLong(SignatureDirectory.Block::entries).sum();
            }
        }
        return entries;
    }

    /** What all samples are compared by, as it is stored. */
    long evidenceBytes() {
        long bytes = 0;
        for (int i = 0; i < shards; i++) {
            bytes += shard.apply(i).directory().evidence().stream().mapToLong(SignatureDirectory.Block::length).sum();
        }
        return bytes;
    }

    /** Bands of each sample; 0 where no shard has signed samples. */
    int bands() {
        int bands = 0;
        for (int i = 0; i < shards; i++) {
            int found = shard.apply(i).directory().bands().size();
            if (bands > 0 && found > 0 && found != bands) {
                throw new IllegalStateException(
                        "A deduplicator gave " + bands + " band keys in one shard and " + found + " in another");
            }
            bands = Math.max(bands, found);
        }
        return bands;
    }

    /** Whether every sample is compared by one number. */
    boolean single() {
        for (int i = 0; i < shards; i++) {
            if (!shard.apply(i).directory().single()) {
                return false;
            }
        }
        return true;
    }

    /** Identities of samples whose references ascend. */
    NodeLookup nodes() {
        return new NodeLookup();
    }

    /** What samples are compared by, for references that ascend. */
    EvidenceLookup evidence() {
        return new EvidenceLookup();
    }

    /** Walks over the shards. */
    final class NodeLookup {
        private int current = -1;
        private SignatureReader.Nodes nodes;

        private NodeLookup() {}

        /** Writes id and preference of a sample, as longs that compare as unsigned ones, into {@code target}. */
        void copy(long reference, long[] target, int at) {
            if (shard(reference) != current) {
                current = shard(reference);
                nodes = shard.apply(current).nodes();
            }
            nodes.copy(row(reference), target, at);
        }
    }

    /** Walks over the shards. */
    final class EvidenceLookup {
        private int current = -1;
        private long last = -1;
        private SignatureReader.Evidence evidence;
        private long[] found;

        private EvidenceLookup() {}

        /** The caller must not change it; it is the same array as long as the same sample is asked for. */
        long[] of(long reference) {
            if (reference == last) {
                return found;
            }
            if (shard(reference) != current) {
                current = shard(reference);
                evidence = shard.apply(current).evidence();
            }
            last = reference;
            found = evidence.of(row(reference));
            return found;
        }
    }
}
