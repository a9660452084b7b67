package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The inverse cosine transform of blocks of 8 by 8, {@value #BLOCKS} at once: to the bit the accurate one in whole numbers
 * that libjpeg has (after Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications",
 * 1989). The same coefficient of all blocks stands side by side, and the loops are short ones without branches: those become
 * vector instructions, which save more than the sums that the algorithm shares.
 */
final class BlockTransform {
    private static final int BLOCKS = 512;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CONSTANT_BITS = 13;
    private static final int EXTRA_BITS = 2;
    private static final int COLUMN_SHIFT = CONSTANT_BITS - EXTRA_BITS;
    private static final int ROW_SHIFT = CONSTANT_BITS + EXTRA_BITS + 3;
    private static final int ONE = 1 << CONSTANT_BITS;

    /** Samples stand around 128; only where coefficients are of no picture they are farther away than this. */
    private static final int FARTHEST = 512;

    /** What the coefficients 0, 2, 4 and 6 count for in what the outputs 0 to 3 and 7 to 4 have in common. */
    private static final int[][] EVEN = {
        {ONE, 10703, ONE, 4433}, {ONE, 4433, -ONE, -10704}, {ONE, -4433, -ONE, 10704}, {ONE, -10703, ONE, -4433},
    };
    /** What the coefficients 1, 3, 5 and 7 count for in half of the difference of these outputs. */
    private static final int[][] ODD = {
        {11363, 9633, 6437, 2260}, {9633, -2259, -11362, -6436}, {6437, -11362, 2261, 9633}, {2260, -6436, 9633, -11363},
    };

    /** By place in the file: which coefficient of a block, row by row, it is. */
    private static final int[] PLACES = places();

    private final int[][] values = new int[64][BLOCKS];
    private final int[] even = new int[BLOCKS];
    private final int[] odd = new int[BLOCKS];
    private final int[][] outputs = new int[8][BLOCKS];
    private final Component[] components = new Component[BLOCKS];
    private final int[] targets = new int[BLOCKS];
    private int count;

    /** Reads the next block, whose samples go to a place of its component. */
    void read(ScanBits bits, Component component, int target) throws NotBaselineException {
        if (count == BLOCKS) {
            flush();
        }
        bits.block(component, values, PLACES, count);
        components[count] = component;
        targets[count++] = target;
    }

    /** Transforms what was read. */
    void flush() throws NotBaselineException {
        for (int column = 0; column < 8; column++) {
            transform(column, 8, 1 << COLUMN_SHIFT - 1, COLUMN_SHIFT);
        }
        int spread = 0;
        for (int row = 0; row < values.length; row += 8) {
            transform(row, 1, (2 * FARTHEST + 1) << ROW_SHIFT - 1, ROW_SHIFT);
            spread |= pack(values[row], values[row + 1], values[row + 2], values[row + 3], values[row]);
            spread |= pack(values[row + 4], values[row + 5], values[row + 6], values[row + 7], values[row + 4]);
        }
        NotBaselineException.unless((spread & -2 * FARTHEST) == 0);
        for (int i = 0; i < count; i++) {
            put(components[i], targets[i], i);
        }
        for (int[] each : values) {
            Arrays.fill(each, 0);
        }
        count = 0;
    }

    private void put(Component component, int target, int block) {
        byte[] samples = component.samples;
        int to = target;
        for (int row = 0; row < values.length; row += 8) {
            LONG.set(samples, to, values[row][block] & 0xffffffffL | (long) values[row + 4][block] << 32);
            to += component.stride;
        }
    }

    /** A column or row of all blocks: eight coefficients that stand so many places from each other. */
    private void transform(int first, int step, int rounding, int shift) {
        int[][] in = values;
        for (int i = 0; i < 4; i++) {
            weigh(in[first], in[first + 2 * step], in[first + 4 * step], in[first + 6 * step], EVEN[i], rounding, even);
            weigh(in[first + step], in[first + 3 * step], in[first + 5 * step], in[first + 7 * step], ODD[i], 0, odd);
            combine(even, odd, outputs[i], outputs[7 - i], shift);
        }
        for (int i = 0; i < 8; i++) {
            int[] free = values[first + i * step];
            values[first + i * step] = outputs[i];
            outputs[i] = free;
        }
    }

    private static void weigh(int[] first, int[] second, int[] third, int[] fourth, int[] weights, int rounding, int[] sums) {
        int a = weights[0];
        int b = weights[1];
        int c = weights[2];
        int d = weights[3];
        for (int i = 0; i < BLOCKS; i++) {
            sums[i] = first[i] * a + second[i] * b + third[i] * c + fourth[i] * d + rounding;
        }
    }

    private static void combine(int[] even, int[] odd, int[] sums, int[] differences, int shift) {
        for (int i = 0; i < BLOCKS; i++) {
            int common = even[i];
            int half = odd[i];
            sums[i] = common + half >> shift;
            differences[i] = common - half >> shift;
        }
    }

    /** Puts four samples into one number; tells how far they are away from 128. */
    private static int pack(int[] first, int[] second, int[] third, int[] fourth, int[] packed) {
        int spread = 0;
        for (int i = 0; i < BLOCKS; i++) {
            int a = first[i];
            int b = second[i];
            int c = third[i];
            int d = fourth[i];
            spread |= a | b | c | d;
            packed[i] = sample(a) | sample(b) << 8 | sample(c) << 16 | sample(d) << 24;
        }
        return spread;
    }

    private static int sample(int shifted) {
        return Math.max(0, Math.min(shifted - FARTHEST + 128, 255));
    }

    /** Coefficients come in a zigzag from the lowest frequency to the highest. */
    private static int[] places() {
        int[] places = new int[64];
        int row = 0;
        int column = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = 8 * row + column;
            boolean upwards = (row + column) % 2 == 0;
            if (upwards) {
                boolean right = column == 7;
                row += right ? 1 : row == 0 ? 0 : -1;
                column += right ? 0 : 1;
            } else {
                boolean bottom = row == 7;
                column += bottom ? 1 : column == 0 ? 0 : -1;
                row += bottom ? 0 : 1;
            }
        }
        return places;
    }
}
