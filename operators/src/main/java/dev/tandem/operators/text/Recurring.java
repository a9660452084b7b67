package dev.tandem.operators.text;

import java.util.Arrays;

/**
 * Picks of numbered items those whose hash occurs more than once; a few others may come along, none is lost. It costs
 * a fraction of a table that finds out exactly, which then has little left to do. Made to be used again.
 */
final class Recurring {
    /** Sixteen times as many counters as items, so that one item in sixteen shares one by chance. */
    private static final int COUNTERS_PER_ITEM = 16;
    private static final int MOST_COUNTERS = 1 << 20;

    private byte[] counters = new byte[1024];

    /**
     * Moves the recurring ones to the front of {@code items}, in order.
     *
     * @param hashes by position in {@code items}, moved alike
     * @return how many there are
     */
    int pick(int[] items, long[] hashes, int count) {
        int size = Math.min(MOST_COUNTERS, Integer.highestOneBit(Math.max(64, count)) * COUNTERS_PER_ITEM);
        if (counters.length < size) {
            counters = new byte[size];
        } else {
            Arrays.fill(counters, 0, size, (byte) 0);
        }
        int mask = size - 1;
        for (int i = 0; i < count; i++) {
            int counter = (int) (hashes[i] >>> 20) & mask;
            counters[counter] = (byte) (counters[counter] << 1 | 1);
        }
        int picked = 0;
        for (int i = 0; i < count; i++) {
            if ((counters[(int) (hashes[i] >>> 20) & mask] & 2) != 0) {
                items[picked] = items[i];
                hashes[picked++] = hashes[i];
            }
        }
        return picked;
    }
}
