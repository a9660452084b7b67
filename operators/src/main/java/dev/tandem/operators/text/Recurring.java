package dev.tandem.operators.text;

import java.util.Arrays;

/**
 * Picks of numbered items those whose hash occurs more than once; a few others may come along, none is lost. It costs
 * a fraction of a table that finds out exactly, which then has little left to do. Made to be used again: {@link #clear},
 * then {@link #see} every hash, then ask of each whether it {@link #mayRecur}.
 */
final class Recurring {
    /** Sixteen times as many counters as items, so that one item in sixteen shares one by chance. */
    private static final int COUNTERS_PER_ITEM = 16;
    private static final int MOST_COUNTERS = 1 << 20;

    private byte[] counters = new byte[1024];
    private int shift;

    /** Forgets all hashes. */
    void clear(int expected) {
        int size = Math.min(MOST_COUNTERS, Integer.highestOneBit(Math.max(64, expected)) * COUNTERS_PER_ITEM);
        if (counters.length < size) {
            counters = new byte[size];
        } else {
            Arrays.fill(counters, 0, size, (byte) 0);
        }
        shift = Long.numberOfLeadingZeros(size) + 1;
    }

    /** Any hash whose lower bits say something of all that was hashed. */
    void see(long hash) {
        int counter = counter(hash);
        counters[counter] = (byte) (counters[counter] << 1 | 1);
    }

    boolean mayRecur(long hash) {
        return (counters[counter(hash)] & 2) != 0;
    }

    private int counter(long hash) {
        return (int) (hash * 0x9E3779B97F4A7C15L >>> shift);
    }

    /**
     * Moves the recurring ones to the front of {@code items}, in order.
     *
     * @param hashes by position in {@code items}, moved alike
     * @return how many there are
     */
    int pick(int[] items, long[] hashes, int count) {
        clear(count);
        for (int i = 0; i < count; i++) {
            see(hashes[i]);
        }
        int picked = 0;
        for (int i = 0; i < count; i++) {
            if (mayRecur(hashes[i])) {
                items[picked] = items[i];
                hashes[picked++] = hashes[i];
            }
        }
        return picked;
    }
}
