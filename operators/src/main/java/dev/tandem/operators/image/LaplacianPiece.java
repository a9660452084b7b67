package dev.tandem.operators.image;

/**
 * The squares of the Laplacian of some rows of grey values. For a loop that becomes vector instructions, what stands to the
 * left and to the right of each value is copied: such a loop reads an array at one place, or at places that are far apart.
 */
final class LaplacianPiece {
    /** The squares of so many values, 1020 at most, fit into a whole number together. */
    private static final int LONGEST = 2048;
    private static final int VALUES = 4 * LONGEST;

    private final byte[] grey;
    private final int width;
    private final int rows;
    /** A row above, the rows, and a row below. */
    private final int[] values;
    private final int[] left;
    private final int[] right;

    LaplacianPiece(byte[] grey, int width) {
        this.grey = grey;
        this.width = width;
        this.rows = Math.clamp(VALUES / width, 1, grey.length / width);
        values = new int[(rows + 2) * width];
        left = new int[rows * width];
        right = new int[rows * width];
    }

    /** How many rows are taken at most. */
    int rows() {
        return rows;
    }

    /** The sum of the squares of so many rows, above and below which others stand. */
    long squares(int y, int count, int above, int below) {
        int length = count * width;
        widen(grey, above * width, values, 0, width);
        widen(grey, y * width, values, width, length);
        widen(grey, below * width, values, width + length, width);
        System.arraycopy(values, width, left, 1, length - 1);
        System.arraycopy(values, width + 1, right, 0, length - 1);
        for (int start = 0; start < length; start += width) {
            left[start] = values[width + start + ImageBlurFilter.mirrored(-1, width)];
            right[start + width - 1] = values[width + start + ImageBlurFilter.mirrored(width, width)];
        }
        long squares = 0;
        for (int from = 0; from < length; from += LONGEST) {
            squares += squares(values, width, left, right, from, Math.min(length, from + LONGEST));
        }
        return squares;
    }

    private static void widen(byte[] grey, int from, int[] values, int to, int count) {
        for (int i = 0; i < count; i++) {
            values[to + i] = grey[from + i] & 0xff;
        }
    }

    private static int squares(int[] values, int width, int[] left, int[] right, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            int value = values[i] + values[width + width + i] + left[i] + right[i] - 4 * values[width + i];
            sum += value * value;
        }
        return sum;
    }
}
