package dev.tandem.operators.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How much the Laplacian of grey values varies: four times each value less its four neighbours, at the border less those in a
 * mirror that stands on the last pixel.
 *
 * <p>Four pixels of a row are read as one number, of which every second one is computed together: loops over such numbers
 * become vector instructions, and bytes are not widened.
 */
final class Laplacian {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FOUR = 4;
    private static final int SECOND = 0x00ff00ff;
    /** More than the Laplacian is below zero at most, in both halves of a number. */
    private static final int BIAS = 1024;
    private static final int BIASES = BIAS << 16 | BIAS;
    /** The squares of so many pairs of values, 1020 at most, fit into a whole number together. */
    private static final int PIECE = 1024;

    private final byte[] grey;
    private final int width;
    private final int height;
    /** How many times four pixels a row has; what is left over is computed one by one. */
    private final int fours;
    private Row above;
    private Row row;
    private Row below;
    private final int[] before;
    private final int[] after;

    /** Pixels of a row, with one number more: what is left over and the first one in the mirror. */
    private record Row(int[] fours, int[] evens, int[] odds) {
        Row(int count) {
            this(new int[count], new int[count], new int[count]);
        }
    }

    private Laplacian(byte[] grey, int width, int height) {
        this.grey = grey;
        this.width = width;
        this.height = height;
        this.fours = width / FOUR;
        this.above = new Row(fours + 1);
        this.row = new Row(fours + 1);
        this.below = new Row(fours + 1);
        this.before = new int[fours + 1];
        this.after = new int[fours + 1];
    }

    /** @param grey row by row */
    static double variance(byte[] grey, int width, int height) {
        return new Laplacian(grey, width, height).variance();
    }

    private double variance() {
        long squares = 0;
        read(mirrored(-1, height), above);
        read(0, row);
        for (int y = 0; y < height; y++) {
            read(mirrored(y + 1, height), below);
            squares += squares(y);
            Row free = above;
            above = row;
            row = below;
            below = free;
        }
        double count = (double) width * height;
        double mean = sum() / count;
        return squares / count - mean * mean;
    }

    private void read(int y, Row target) {
        copy(grey, y * width, target.fours, fours);
        int rest = at(mirrored(width, width), y);
        for (int x = width - 1; x >= FOUR * fours; x--) {
            rest = rest << 8 | at(x, y);
        }
        target.fours[fours] = rest;
        split(target.fours, target.evens, target.odds);
    }

    private long squares(int y) {
        System.arraycopy(row.odds, 0, before, 1, fours);
        before[0] = at(mirrored(-1, width), y) << 16;
        join(before, row.odds, before, fours);
        System.arraycopy(row.evens, 1, after, 0, fours);
        join(row.evens, after, after, fours);
        long squares = 0;
        for (int from = 0; from < fours; from += PIECE) {
            int to = Math.min(fours, from + PIECE);
            squares += squares(above.evens, row.evens, below.evens, before, row.odds, from, to);
            squares += squares(above.odds, row.odds, below.odds, row.evens, after, from, to);
        }
        for (int x = FOUR * fours; x < width; x++) {
            int value = at(x, mirrored(y - 1, height)) + at(x, mirrored(y + 1, height))
                    + at(mirrored(x - 1, width), y) + at(mirrored(x + 1, width), y) - 4 * at(x, y);
            squares += value * value;
        }
        return squares;
    }

    // Short loops in which each array is read at one place become vector instructions.

    private static void copy(byte[] grey, int from, int[] fours, int count) {
        for (int i = 0; i < count; i++) {
            fours[i] = (int) INT.get(grey, from + FOUR * i);
        }
    }

    private static void split(int[] fours, int[] evens, int[] odds) {
        for (int i = 0; i < fours.length; i++) {
            evens[i] = fours[i] & SECOND;
            odds[i] = fours[i] >>> 8 & SECOND;
        }
    }

    /** The second of one number, and then the first of the other. */
    private static void join(int[] one, int[] other, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = one[i] >>> 16 | other[i] << 16;
        }
    }

    private static int squares(int[] above, int[] row, int[] below, int[] left, int[] right, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int both = above[i] + below[i] + left[i] + right[i] + BIASES - 4 * row[i];
            int first = (both & 0xffff) - BIAS;
            int second = (both >>> 16) - BIAS;
            sum += first * first + second * second;
        }
        return sum;
    }

    /** The sum of the Laplacian: every difference of neighbours counts once for and once against, but for those at the borders. */
    private long sum() {
        long sum = 0;
        for (int x = 0; x < width; x++) {
            sum += at(x, mirrored(-1, height)) - at(x, 0) + at(x, mirrored(height, height)) - at(x, height - 1);
        }
        for (int y = 0; y < height; y++) {
            sum += at(mirrored(-1, width), y) - at(0, y) + at(mirrored(width, width), y) - at(width - 1, y);
        }
        return sum;
    }

    private int at(int x, int y) {
        return grey[y * width + x] & 0xff;
    }

    private static int mirrored(int place, int length) {
        return length == 1 ? 0 : place < 0 ? -place : place >= length ? 2 * length - 2 - place : place;
    }
}
