package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Blocks of one size of coefficients, wherever they stand in a picture: they wait until there are enough of them, are
 * transformed together and put in place.
 */
final class BlockBatch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CAPACITY = 512;
    private static final int SIDE = 8;
    private static final int QUARTERS = 4;

    private final BlockTransform transform;
    private final int[][] coefficients;
    /** Where the next row of each block begins, how far the one after it is, and the number of the block. */
    private final int[] places = new int[CAPACITY];
    private final int[] steps = new int[CAPACITY];
    private final int[] numbers = new int[CAPACITY];
    /** Four samples of a row. */
    private final int[] left = new int[CAPACITY];
    private final int[] right = new int[CAPACITY];
    /** By quarter, the least and the greatest sample. */
    private final int[][] least = new int[QUARTERS][CAPACITY];
    private final int[][] greatest = new int[QUARTERS][CAPACITY];
    private int count;

    BlockBatch(int size) {
        this.transform = new BlockTransform(size, CAPACITY);
        this.coefficients = transform.coefficients();
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    /**
     * Adds a block.
     *
     * @param coefficients with their places, as {@link ScanBits} gives them
     * @param place where its first sample goes
     * @param step how far its next row is from there
     * @param number where the range of its samples goes
     */
    void add(int[] coefficients, int coefficientCount, int place, int step, int number) {
        int[][] target = this.coefficients;
        int slot = count++;
        for (int i = 0; i < coefficientCount; i++) {
            int coefficient = coefficients[i];
            target[coefficient & (1 << ScanBits.PLACE_BITS) - 1][slot] = coefficient >> ScanBits.PLACE_BITS;
        }
        places[slot] = place;
        steps[slot] = step;
        numbers[slot] = number;
    }

    /**
     * Transforms what waits, and puts it in place.
     *
     * @throws NotBaselineException for what is no picture
     */
    void flush(Samples samples) throws NotBaselineException {
        for (int quarter = 0; quarter < QUARTERS; quarter++) {
            Arrays.fill(least[quarter], 0, count, Integer.MAX_VALUE);
            Arrays.fill(greatest[quarter], 0, count, Integer.MIN_VALUE);
        }
        transform.columns(count);
        for (int y = 0; y < SIDE; y++) {
            int[][] row = transform.row(y, count);
            int quarter = y / 4 * 2;
            pack(row[0], row[1], row[2], row[3], left, least[quarter], greatest[quarter], count);
            pack(row[4], row[5], row[6], row[7], right, least[quarter + 1], greatest[quarter + 1], count);
            put(left, right, places, samples.bytes(), count);
            add(places, steps, count);
        }
        putRanges(samples);
        clear();
    }

    /** Forgets what waits. */
    void clear() {
        for (int[] each : coefficients) {
            if (each != null) {
                Arrays.fill(each, 0, count, 0);
            }
        }
        count = 0;
    }

    private static void put(int[] left, int[] right, int[] places, byte[] samples, int count) {
        for (int i = 0; i < count; i++) {
            LONG.set(samples, places[i], left[i] & 0xffffffffL | (long) right[i] << 32);
        }
    }

    private static void add(int[] places, int[] steps, int count) {
        for (int i = 0; i < count; i++) {
            places[i] += steps[i];
        }
    }

    private void putRanges(Samples samples) throws NotBaselineException {
        int together = pack(least[0], least[1], least[2], least[3], left, count)
                | pack(greatest[0], greatest[1], greatest[2], greatest[3], right, count);
        NotBaselineException.unless((together & -2 * BlockTransform.FARTHEST) == 0);
        for (int i = 0; i < count; i++) {
            samples.least()[numbers[i]] = left[i];
            samples.greatest()[numbers[i]] = right[i];
        }
    }

    /** Puts four samples into one number, the leftmost into its lowest byte, and widens the ranges by them. */
    private static void pack(
            int[] first, int[] second, int[] third, int[] fourth, int[] packed, int[] least, int[] greatest, int count) {
        for (int i = 0; i < count; i++) {
            int a = first[i];
            int b = second[i];
            int c = third[i];
            int d = fourth[i];
            least[i] = Math.min(least[i], Math.min(Math.min(a, b), Math.min(c, d)));
            greatest[i] = Math.max(greatest[i], Math.max(Math.max(a, b), Math.max(c, d)));
            packed[i] = sample(a) | sample(b) << 8 | sample(c) << 16 | sample(d) << 24;
        }
    }

    /** Puts four samples into one number; tells all their bits together. */
    private static int pack(int[] first, int[] second, int[] third, int[] fourth, int[] packed, int count) {
        int together = 0;
        for (int i = 0; i < count; i++) {
            int a = first[i];
            int b = second[i];
            int c = third[i];
            int d = fourth[i];
            together |= a | b | c | d;
            packed[i] = sample(a) | sample(b) << 8 | sample(c) << 16 | sample(d) << 24;
        }
        return together;
    }

    private static int sample(int shifted) {
        return Math.max(0, Math.min(shifted - BlockTransform.FARTHEST + 128, 255));
    }
}
