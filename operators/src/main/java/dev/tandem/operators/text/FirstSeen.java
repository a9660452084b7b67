package dev.tandem.operators.text;

import java.util.Arrays;

/**
 * Finds for numbered items the first that was equal. Items are compared by their hashes, and those with the same hash by
 * what they are, so that no two different ones are taken for equal. Made to be used again for the next text: it grows,
 * and allocates nothing else.
 */
final class FirstSeen {
    private long[] hashes = new long[64];
    private int[] items = new int[64];
    private int mask = 63;

    /** Whether two items with the same hash are equal. */
    @FunctionalInterface
    interface Equality {
        boolean test(int one, int other);
    }

    /** Forgets all items. */
    void clear(int expected) {
        int slots = Integer.highestOneBit(Math.max(32, expected)) << 2;
        if (slots > items.length) {
            hashes = new long[slots];
            items = new int[slots];
        } else {
            Arrays.fill(items, 0, slots, 0);
        }
        mask = slots - 1;
    }

    /** The first item that equals this one, which is itself when there was none. */
    int first(int item, long hash, Equality equality) {
        int slot = (int) hash & mask;
        while (items[slot] != 0) {
            if (hashes[slot] == hash && equality.test(items[slot] - 1, item)) {
                return items[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        hashes[slot] = hash;
        items[slot] = item + 1;
        return item;
    }
}
