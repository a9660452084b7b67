package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureBlock.Signed;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The samples of all shards that share a band key with another sample, ordered by id: nothing here depends on how the
 * samples were cut into shards, or on the order of the shards. (Two samples with one id are the same sample; they are
 * ordered by where they stand.)
 *
 * <p>Signatures are read twice, one shard at a time. The first reading takes 8 bytes per band and sample; the second
 * keeps, of candidates only, about 300 bytes, and 8 bytes for each band key and each hash of the evidence.
 */
final class Candidates {
    private final List<Located> samples;
    private final List<BandKeys> bands;

    private Candidates(List<Located> samples, List<BandKeys> bands) {
        this.samples = samples;
        this.bands = bands;
    }

    /** A signed sample and the shard that it stands in. */
    record Located(int shard, Signed signed) {
        Digest id() {
            return signed.id();
        }

        long[] evidence() {
            return signed.signature().evidence();
        }

        Located withoutBands() {
            Signature signature = new Signature(LongArrays.EMPTY_ARRAY, evidence(), signed.signature().preference());
            return new Located(shard, new Signed(signed.row(), signed.id(), signature));
        }
    }

    /**
     * Finds the candidates.
     *
     * @param blocks the signatures of each shard; called twice for each
     * @param visited called after each block that was read
     */
    static Candidates of(int shards, IntFunction<SignatureBlock> blocks, Runnable visited) {
        BitSet shared = shared(shards, blocks, visited);
        List<Located> samples = new ArrayList<>(shared.cardinality());
        int position = 0;
        for (int shard = 0; shard < shards; shard++) {
            for (Signed signed : blocks.apply(shard).signed()) {
                if (shared.get(position++)) {
                    samples.add(new Located(shard, signed));
                }
            }
            visited.run();
        }
        samples.sort(Comparator.comparing(Located::id));
        List<BandKeys> bands = new ArrayList<>();
        int bandCount = samples.isEmpty() ? 0 : samples.getFirst().signed().signature().bands().length;
        for (int band = 0; band < bandCount; band++) {
            long[] keys = new long[samples.size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = samples.get(i).signed().signature().bands()[band];
            }
            bands.add(new BandKeys(keys));
        }
        samples.replaceAll(Located::withoutBands);
        return new Candidates(samples, bands);
    }

    private static BitSet shared(int shards, IntFunction<SignatureBlock> blocks, Runnable visited) {
        List<LongArrayList> bands = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            for (Signed signed : blocks.apply(shard).signed()) {
                long[] keys = signed.signature().bands();
                while (bands.size() < keys.length) {
                    bands.add(new LongArrayList());
                }
                if (bands.size() != keys.length) {
                    throw new IllegalStateException("A deduplicator gave " + bands.size() + " band keys for one sample"
                            + " and " + keys.length + " for another; the number must be the same for all");
                }
                for (int band = 0; band < keys.length; band++) {
                    bands.get(band).add(keys[band]);
                }
            }
            visited.run();
        }
        BitSet shared = new BitSet();
        for (int band = 0; band < bands.size(); band++) {
            new BandKeys(bands.set(band, new LongArrayList()).toLongArray()).markShared(shared);
        }
        return shared;
    }

    int size() {
        return samples.size();
    }

    Located sample(int index) {
        return samples.get(index);
    }

    List<BandKeys> bands() {
        return bands;
    }
}
