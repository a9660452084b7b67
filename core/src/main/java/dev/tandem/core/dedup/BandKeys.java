package dev.tandem.core.dedup;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import java.util.BitSet;

/** The keys of one band, one per sample, and the buckets of samples with equal keys. */
final class BandKeys {
    private final long[] keys;

    BandKeys(long[] keys) {
        this.keys = keys;
    }

    /** Receives a bucket: {@code members[from..to)} are in ascending order, and there are at least two. */
    @FunctionalInterface
    interface BucketConsumer {
        void accept(int[] members, int from, int to);
    }

    long key(int sample) {
        return keys[sample];
    }

    /** Calls {@code consumer} for each bucket of two or more, by ascending key. Takes 8 bytes per sample while it runs. */
    void buckets(BucketConsumer consumer) {
        int[] members = new int[keys.length];
        Arrays.setAll(members, i -> i);
        LongArrays.radixSortIndirect(members, keys, false);
        int from = 0;
        for (int to = 1; to <= members.length; to++) {
            if (to == members.length || keys[members[to]] != keys[members[from]]) {
                if (to - from > 1) {
                    IntArrays.quickSort(members, from, to);
                    consumer.accept(members, from, to);
                }
                from = to;
            }
        }
    }

    /** The samples that share their key with another. */
    void markShared(BitSet shared) {
        buckets((members, from, to) -> {
            for (int i = from; i < to; i++) {
                shared.set(members[i]);
            }
        });
    }
}
