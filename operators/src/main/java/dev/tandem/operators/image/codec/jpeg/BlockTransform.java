package dev.tandem.operators.image.codec.jpeg;

/**
 * The inverse cosine transform of blocks of 8 by 8, some hundreds at once: to the bit the accurate one in whole numbers
 * that libjpeg has (after Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications",
 * 1989). The same coefficient of all blocks stands side by side, and the loops are short ones without branches: those become
 * vector instructions, which save more than the sums that the algorithm shares.
 *
 * <p>Most blocks have coefficients of low frequencies alone. Whatever is multiplied by zeros is left out: the sums are of whole
 * numbers and stay the same.
 */
final class BlockTransform {
    /** Samples stand around 128; only where coefficients are of no picture they are farther away than this. */
    static final int FARTHEST = 512;

    private static final int CONSTANT_BITS = 13;
    private static final int EXTRA_BITS = 2;
    private static final int COLUMN_SHIFT = CONSTANT_BITS - EXTRA_BITS;
    private static final int ROW_SHIFT = CONSTANT_BITS + EXTRA_BITS + 3;
    private static final int SIDE = 8;

    /** What the coefficients 1, 3, 5 and 7 count for in half of the difference of the outputs 0 to 3 and 7 to 4. */
    private static final int[][] ODD = {
        {11363, 9633, 6437, 2260}, {9633, -2259, -11362, -6436}, {6437, -11362, 2261, 9633}, {2260, -6436, 9633, -11363},
    };
    /** What the coefficient 2 counts for in the sum of these outputs. */
    private static final int[] SECOND = {10703, 4433, -4433, -10703};

    private final int size;
    private final int[][] coefficients = new int[SIDE * SIDE][];
    private final int[][] columns = new int[SIDE * SIDE][];
    private final int[][] row;
    /** What the outputs 0 to 3 and 7 to 4 have in common. */
    private final int[][] even;

    /**
     * For blocks of some size.
     *
     * @param size 2, 4 or 8: the coefficients that are not zero are in so many rows and columns
     */
    BlockTransform(int size, int capacity) {
        this.size = size;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < size; x++) {
                columns[SIDE * y + x] = new int[capacity];
                if (y < size) {
                    coefficients[SIDE * y + x] = new int[capacity];
                }
            }
        }
        row = new int[SIDE][capacity];
        even = new int[size == SIDE ? SIDE / 2 : 0][capacity];
    }

    /** By place, row by row, that of all blocks; nothing for places beyond the size. */
    int[][] coefficients() {
        return coefficients;
    }

    /** Transforms the columns of the first blocks; rows come next. */
    void columns(int count) {
        for (int column = 0; column < size; column++) {
            for (int i = 0; i < SIDE / 2; i++) {
                transform(coefficients, column, SIDE, i, 1 << COLUMN_SHIFT - 1, COLUMN_SHIFT,
                        columns[SIDE * i + column], columns[SIDE * (SIDE - 1 - i) + column], count);
            }
        }
    }

    /** The samples of a row of the first blocks, from the left: each {@link #FARTHEST} more than its distance from 128. */
    int[][] row(int y, int count) {
        for (int i = 0; i < SIDE / 2; i++) {
            transform(columns, SIDE * y, 1, i, (2 * FARTHEST + 1) << ROW_SHIFT - 1, ROW_SHIFT, row[i], row[SIDE - 1 - i], count);
        }
        return row;
    }

    /** Two outputs of a column or row of all blocks: the coefficients stand so many places from each other. */
    private void transform(
            int[][] in, int first, int step, int output, int rounding, int shift, int[] sums, int[] differences, int count) {
        int[] odd = ODD[output];
        switch (size) {
            case 2 -> two(in[first], in[first + step], odd[0], rounding, shift, sums, differences, count);
            case 4 -> four(in[first], in[first + step], in[first + 2 * step], in[first + 3 * step], odd[0], SECOND[output], odd[1],
                    rounding, shift, sums, differences, count);
            default -> {
                if (output == 0) {
                    even(in[first], in[first + 2 * step], in[first + 4 * step], in[first + 6 * step], rounding, count);
                }
                eight(even[output], in[first + step], in[first + 3 * step], in[first + 5 * step], in[first + 7 * step], odd,
                        shift, sums, differences, count);
            }
        }
    }

    // Short loops, each of a few arrays, become vector instructions.

    private static void two(
            int[] zeroth, int[] first, int weight, int rounding, int shift, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (zeroth[i] << CONSTANT_BITS) + rounding;
            int half = first[i] * weight;
            sums[i] = common + half >> shift;
            differences[i] = common - half >> shift;
        }
    }

    private static void four(int[] zeroth, int[] first, int[] second, int[] third, int ofFirst, int ofSecond, int ofThird,
            int rounding, int shift, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (zeroth[i] << CONSTANT_BITS) + rounding + second[i] * ofSecond;
            int half = first[i] * ofFirst + third[i] * ofThird;
            sums[i] = common + half >> shift;
            differences[i] = common - half >> shift;
        }
    }

    private void even(int[] zeroth, int[] second, int[] fourth, int[] sixth, int rounding, int count) {
        evenSum(zeroth, fourth, second, sixth, rounding, even[0], even[3], count);
        evenDifference(zeroth, fourth, second, sixth, rounding, even[1], even[2], count);
    }

    private static void evenSum(
            int[] zeroth, int[] fourth, int[] second, int[] sixth, int rounding, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (zeroth[i] + fourth[i] << CONSTANT_BITS) + rounding;
            int half = second[i] * 10703 + sixth[i] * 4433;
            sums[i] = common + half;
            differences[i] = common - half;
        }
    }

    private static void evenDifference(
            int[] zeroth, int[] fourth, int[] second, int[] sixth, int rounding, int[] sums, int[] differences, int count) {
        for (int i = 0; i < count; i++) {
            int common = (zeroth[i] - fourth[i] << CONSTANT_BITS) + rounding;
            int half = second[i] * 4433 - sixth[i] * 10704;
            sums[i] = common + half;
            differences[i] = common - half;
        }
    }

    private static void eight(int[] even, int[] first, int[] third, int[] fifth, int[] seventh, int[] weights,
            int shift, int[] sums, int[] differences, int count) {
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
}
