package dev.tandem.operators.text;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/**
 * How often the n-grams of a sequence occur, by 64-bit hashes: two different n-grams of a text share one with a
 * probability of about 2^-64 times the number of pairs.
 *
 * @param counts occurrences of each distinct n-gram
 * @param total n-grams in all
 */
record NgramCounts(int[] counts, long total) {
    private static final long BASE = 0xD6E8FEB86659FD93L;

    static NgramCounts of(long[] items, int length) {
        int total = Math.max(0, items.length - length + 1);
        Long2IntOpenHashMap counts = new Long2IntOpenHashMap(total);
        long oldest = 1;
        for (int i = 1; i < length; i++) {
            oldest *= BASE;
        }
        // A polynomial that rolls: what leaves the window is taken off, what enters is added.
        long window = 0;
        for (int to = 0; to < items.length; to++) {
            window = window * BASE + items[to];
            if (to >= length - 1) {
                counts.addTo(mix(window), 1);
                window -= items[to - length + 1] * oldest;
            }
        }
        return new NgramCounts(counts.values().toIntArray(), total);
    }

    /** Occurrences of the n-grams that occur more than once. */
    long repeated() {
        long sum = 0;
        for (int count : counts) {
            sum += count > 1 ? count : 0;
        }
        return sum;
    }

    /** Occurrences of the k most frequent, k = min(floor(sqrt(distinct)), those that occur more than once). */
    long topRepeated() {
        int several = 0;
        for (int count : counts) {
            several += count > 1 ? 1 : 0;
        }
        int top = Math.min((int) Math.sqrt(counts.length), several);
        int[] sorted = counts.clone();
        IntArrays.radixSort(sorted);
        long sum = 0;
        for (int i = 0; i < top; i++) {
            sum += sorted[sorted.length - 1 - i];
        }
        return sum;
    }

    /** A bijection that spreads bits (the finaliser of SplitMix64). */
    static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
