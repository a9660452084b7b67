package dev.tandem.core.dedup;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Some of the samples of all shards that were observed, drawn by their ids: the same ones however samples are cut. Ids are digests
 * and their first numbers the keys of the only band, so that those with the smallest keys are as good as drawn by lot, and only
 * the blocks are read that have one.
 */
public final class FittedSample {
    /** More than the share that is expected to be enough. */
    private static final double SLACK = 1.2;

    private FittedSample() {}

    /**
     * The evidence of the drawn samples, in the order of their keys.
     *
     * @param most how many are drawn at most, by the numbers of evidence of a sample
     */
    public static List<long[]> of(Signatures observed, IntUnaryOperator most) {
        long samples = 0;
        long first = -1;
        for (int i = 0; i < observed.shards(); i++) {
            SignatureReader reader = observed.shard().apply(i);
            if (reader.directory().samples() > 0 && first < 0) {
                first = Signatures.reference(i, reader.rows()[0]);
            }
            samples += reader.directory().samples();
        }
        if (first < 0) {
            return List.of();
        }
        int wanted = (int) Math.min(samples, most.applyAsInt(observed.evidence().of(first).length));
        Keys keys = new Keys();
        for (double share = Math.min(1, SLACK * wanted / samples); ; share = Math.min(1, 2 * share)) {
            keys.read(observed, share);
            if (keys.keys.size() >= wanted || share == 1) {
                return keys.evidence(observed, wanted);
            }
        }
    }

    /** Entries with small keys. */
    private static final class Keys {
        private final LongArrayList keys = new LongArrayList();
        private final LongArrayList references = new LongArrayList();

        void read(Signatures observed, double share) {
            keys.clear();
            references.clear();
            long to = share == 1 ? Long.MAX_VALUE : Long.MIN_VALUE + (long) (share * 0x1p63) * 2;
            for (int i = 0; i < observed.shards(); i++) {
                SignatureReader reader = observed.shard().apply(i);
                int shard = i;
                if (reader.directory().samples() > 0) {
                    reader.entries(0, Long.MIN_VALUE, to, (key, evidence, row) -> {
                        keys.add(key);
                        references.add(Signatures.reference(shard, row));
                    });
                }
            }
        }

        List<long[]> evidence(Signatures observed, int wanted) {
            int[] places = new int[keys.size()];
            Arrays.setAll(places, i -> i);
            // Stable. Samples with equal keys have equal ids, and so equal evidence.
            LongArrays.radixSortIndirect(places, keys.elements(), 0, places.length, true);
            int[] drawn = Arrays.copyOf(places, wanted);
            int[] ranks = new int[wanted];
            Arrays.setAll(ranks, i -> i);
            IntArrays.quickSort(ranks, (left, right) ->
                    Long.compare(references.getLong(drawn[left]), references.getLong(drawn[right])));
            Signatures.EvidenceLookup lookup = observed.evidence();
            long[][] evidence = new long[wanted][];
            for (int rank : ranks) {
                evidence[rank] = lookup.of(references.getLong(drawn[rank]));
            }
            return Arrays.asList(evidence);
        }
    }
}
