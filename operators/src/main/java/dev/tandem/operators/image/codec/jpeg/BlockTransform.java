package dev.tandem.operators.image.codec.jpeg;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The inverse cosine transform of blocks of 8 by 8, some hundreds at once: to the bit the accurate one in whole numbers
 * that libjpeg has (after Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications",
 * 1989). The same coefficient of all blocks stands side by side, and the loops are short ones without branches: those become
 * vector instructions, which save more than the sums that the algorithm shares.
 */
final class BlockTransform {
    private static final int CONSTANT_BITS = 13;
    private static final int EXTRA_BITS = 2;
    private static final int COLUMN_SHIFT = CONSTANT_BITS - EXTRA_BITS;
    private static final int ROW_SHIFT = CONSTANT_BITS + EXTRA_BITS + 3;

    /** Samples stand around 128; only where coefficients are of no picture they are farther away than this. */
    private static final int FARTHEST = 512;

    private static final int QUARTERS = Component.QUARTERS;

    /** What the coefficients 1, 3, 5 and 7 count for in half of the difference of the outputs 0 to 3 and 7 to 4. */
    private static final int[][] ODD = {
        {11363, 9633, 6437, 2260}, {9633, -2259, -11362, -6436}, {6437, -11362, 2261, 9633}, {2260, -6436, 9633, -11363},
    };

    /** New ones are cold, and take as long as some transforms do; so many are kept for those who decode side by side. */
    private static final ArrayBlockingQueue<BlockTransform> FREE = new ArrayBlockingQueue<>(16);
    private static final int LARGEST_KEPT = 2048;

    private final int[][] values;
    /** What the outputs 0 to 3 and 7 to 4 have in common. */
    private final int[][] even;
    private final int[][] outputs;
    private final int[][] least;
    private final int[][] greatest;
    /** Beyond this place all is zero. */
    private int used;

    private BlockTransform(int blocks) {
        values = new int[64][blocks];
        even = new int[4][blocks];
        outputs = new int[8][blocks];
        least = new int[QUARTERS][blocks];
        greatest = new int[QUARTERS][blocks];
    }

    /** One for so many blocks at least, all of whose coefficients are zero: to be given back. */
    static BlockTransform take(int blocks) {
        BlockTransform free = FREE.poll();
        return free == null || free.even[0].length < blocks ? new BlockTransform(blocks) : free;
    }

    /** Gives it back, cleared. */
    void giveBack() {
        if (even[0].length <= LARGEST_KEPT) {
            FREE.offer(this);
        }
    }

    /** By coefficient, row by row, that of all blocks: to be written into, then zero until the next {@link #clear}. */
    int[][] coefficients() {
        return values;
    }

    /** After the transform: of a row of all blocks the left or the right four samples, the leftmost in the lowest byte. */
    int[] samples(int row, boolean right) {
        return values[8 * row + (right ? 4 : 0)];
    }

    /** After the transform: of a quarter of all blocks, as {@link Component} counts them, the least sample. */
    int[] least(int quarter) {
        return least[quarter];
    }

    /** After the transform: of a quarter of all blocks the greatest sample. */
    int[] greatest(int quarter) {
        return greatest[quarter];
    }

    void clear() {
        for (int[] each : values) {
            Arrays.fill(each, 0, used, 0);
        }
    }

    /**
     * Transforms the first blocks.
     *
     * @throws NotBaselineException for what is no picture
     */
    void transform(int count) throws NotBaselineException {
        used = Math.max(used, count);
        for (int column = 0; column < 8; column++) {
            transform(column, 8, 1 << COLUMN_SHIFT - 1, COLUMN_SHIFT, count);
        }
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            Arrays.fill(least[quarter], 0, count, Integer.MAX_VALUE);
            Arrays.fill(greatest[quarter], 0, count, Integer.MIN_VALUE);
        }
        for (int row = 0; row < values.length; row += 8) {
            transform(row, 1, (2 * FARTHEST + 1) << ROW_SHIFT - 1, ROW_SHIFT, count);
            for (int half = 0; half < 2; half++) {
                int first = row + 4 * half;
                int quarter = row / 32 * 2 + half;
                range(values[first], values[first + 1], values[first + 2], values[first + 3], least[quarter], greatest[quarter], count);
                pack(values[first], values[first + 1], values[first + 2], values[first + 3], values[first], count);
            }
        }
        int all = 0;
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            all |= cut(least[quarter], count) | cut(greatest[quarter], count);
        }
        NotBaselineException.unless((all & -2 * FARTHEST) == 0);
    }

    /** A column or row of all blocks: eight coefficients that stand so many places from each other. */
    private void transform(int first, int step, int rounding, int shift, int count) {
        int[][] in = values;
        evenSum(in[first], in[first + 4 * step], in[first + 2 * step], in[first + 6 * step], rounding, even[0], even[3], count);
        evenDifference(
                in[first], in[first + 4 * step], in[first + 2 * step], in[first + 6 * step], rounding, even[1], even[2], count);
        for (int i = 0; i < 4; i++) {
            combine(even[i], in[first + step], in[first + 3 * step], in[first + 5 * step], in[first + 7 * step], ODD[i],
                    outputs[i], outputs[7 - i], shift, count);
        }
        for (int i = 0; i < 8; i++) {
            int[] free = values[first + i * step];
            values[first + i * step] = outputs[i];
            outputs[i] = free;
        }
    }

    private static void evenSum(
            int[] first, int[] fourth, int[] second, int[] sixth, int rounding, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (first[i] + fourth[i] << CONSTANT_BITS) + rounding;
            int half = second[i] * 10703 + sixth[i] * 4433;
            sums[i] = common + half;
            differences[i] = common - half;
        }
    }

    private static void evenDifference(
            int[] first, int[] fourth, int[] second, int[] sixth, int rounding, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (first[i] - fourth[i] << CONSTANT_BITS) + rounding;
            int half = second[i] * 4433 - sixth[i] * 10704;
            sums[i] = common + half;
            differences[i] = common - half;
        }
    }

    private static void combine(int[] even, int[] first, int[] third, int[] fifth, int[] seventh, int[] weights,
            int[] sums, int[] differences, int shift, int count) {
        int a = weights[0];
        int b = weights[1];
        int c = weights[2];
        int d = weights[3];
        for (int i = 0; i < count; i++) {
            int common = even[i];
            int half = first[i] * a + third[i] * b + fifth[i] * c + seventh[i] * d;
            sums[i] = common + half >> shift;
            differences[i] = common - half >> shift;
        }
    }

    private static void range(int[] first, int[] second, int[] third, int[] fourth, int[] least, int[] greatest, int count) {
        for (int i = 0; i < count; i++) {
            int a = first[i];
            int b = second[i];
            int c = third[i];
            int d = fourth[i];
            least[i] = Math.min(least[i], Math.min(Math.min(a, b), Math.min(c, d)));
            greatest[i] = Math.max(greatest[i], Math.max(Math.max(a, b), Math.max(c, d)));
        }
    }

    /** Puts four samples into one number. */
    private static void pack(int[] first, int[] second, int[] third, int[] fourth, int[] packed, int count) {
        for (int i = 0; i < count; i++) {
            packed[i] = sample(first[i]) | sample(second[i]) << 8 | sample(third[i]) << 16 | sample(fourth[i]) << 24;
        }
    }

    /** Makes samples of them; what they were before, all of them together, tells how far they are away from 128. */
    private static int cut(int[] shifted, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= shifted[i];
            shifted[i] = sample(shifted[i]);
        }
        return all;
    }

    private static int sample(int shifted) {
        return Math.max(0, Math.min(shifted - FARTHEST + 128, 255));
    }
}
