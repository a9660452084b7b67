package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/** Sorts hashes, whose highest bits are spread evenly: each goes near its place at once. */
final class HashSort {
    private static final int FEW = 64;
    /** More hashes than these with the same highest bits are no accident. */
    private static final int MOST_TOGETHER = 32;

    private HashSort() {}

    /** Puts the first hashes in ascending order. */
    static void sort(long[] hashes, int size) {
        if (size < FEW || !sortSpread(hashes, size)) {
            Arrays.sort(hashes, 0, size);
        }
    }

    /** False, and nothing done, where they are not spread. */
    private static boolean sortSpread(long[] hashes, int size) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        int shift = Long.SIZE - bits;
        int[] starts = new int[(1 << bits) + 1];
        for (int i = 0; i < size; i++) {
            starts[place(hashes[i], shift) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] > MOST_TOGETHER) {
                return false;
            }
            starts[i] += starts[i - 1];
        }
        long[] near = new long[size];
        for (int i = 0; i < size; i++) {
            near[starts[place(hashes[i], shift)]++] = hashes[i];
        }
        insert(near, hashes);
        return true;
    }

    /** Of signed numbers, the negative ones come first. */
    private static int place(long hash, int shift) {
        return (int) ((hash ^ Long.MIN_VALUE) >>> shift);
    }

    private static void insert(long[] near, long[] sorted) {
        for (int i = 0; i < near.length; i++) {
            long hash = near[i];
            int at = i;
            while (at > 0 && sorted[at - 1] > hash) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = hash;
        }
    }
}
