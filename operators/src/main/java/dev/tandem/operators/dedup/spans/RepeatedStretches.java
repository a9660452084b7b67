package dev.tandem.operators.dedup.spans;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Stretches of tokens that stand in a block of texts more than once (Lee et al., "Deduplicating training data makes language
 * models better", arXiv 2107.06499): never wrong, since stretches are sorted and not hashed. Stretches of twice the length get
 * their order from the places of their halves, as in a suffix array, until they are as long as asked for. Takes 24 bytes for
 * each token, and as many sorts as the length has bits.
 */
public final class RepeatedStretches {
    private RepeatedStretches() {}

    /**
     * The tokens that are in a stretch which stands before, in the block, as well.
     *
     * @param tokens of all texts, one after the other
     * @param ends where each text ends in them; ascending. A stretch is of one text
     * @param length of the stretches, in tokens
     */
    public static BitSet of(int[] tokens, int[] ends, int length) {
        long[] keys = new long[tokens.length];
        Arrays.setAll(keys, i -> tokens[i]);
        int[] places = places(ends, 1);
        int[] order = new int[tokens.length];
        Arrays.fill(order, -1);
        rank(places, keys, order);
        for (int known = 1; known < length; ) {
            int wanted = Math.min(length, 2 * known);
            places = places(ends, wanted);
            for (int place : places) {
                keys[place] = (long) order[place] << Integer.SIZE | order[place + wanted - known];
            }
            rank(places, keys, order);
            known = wanted;
        }
        return repeated(places, order, length);
    }

    /** Where a stretch of a length begins that ends in the same text. */
    private static int[] places(int[] ends, int length) {
        int[] places = new int[ends.length == 0 ? 0 : ends[ends.length - 1]];
        int count = 0;
        int start = 0;
        for (int end : ends) {
            for (int place = start; place <= end - length; place++) {
                places[count++] = place;
            }
            start = end;
        }
        return Arrays.copyOf(places, count);
    }

    /** Numbers places by their keys from 0, equal ones alike, and sorts them so that of equal ones the first comes first. */
    private static void rank(int[] places, long[] keys, int[] order) {
        LongArrays.radixSortIndirect(places, keys, true);
        int rank = 0;
        for (int i = 0; i < places.length; i++) {
            if (i > 0 && keys[places[i]] != keys[places[i - 1]]) {
                rank++;
            }
            order[places[i]] = rank;
        }
    }

    private static BitSet repeated(int[] places, int[] order, int length) {
        BitSet repeated = new BitSet();
        for (int i = 1; i < places.length; i++) {
            if (order[places[i]] == order[places[i - 1]]) {
                repeated.set(places[i], places[i] + length);
            }
        }
        return repeated;
    }
}
