package dev.tandem.operators.dedup.semantic;

import java.util.Arrays;

/**
 * Some vectors, turned so that the values of one dimension stand side by side: the cosines of another vector with all of them
 * are sums that grow together, which vector units add eight or sixteen at a time, always in the same order.
 */
final class SimilarityBlock {
    /** As many as leave a block of usual embeddings in a core's own cache. */
    static final int SIZE = 256;

    private static final int AT_ONCE = 4;

    private final int dimensions;
    private final float[][] columns;
    private int count;

    SimilarityBlock(int dimensions) {
        this.dimensions = dimensions;
        // Dimensions of zeros up to a multiple of those that are done at once.
        this.columns = new float[(dimensions + AT_ONCE - 1) / AT_ONCE * AT_ONCE][SIZE];
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == SIZE;
    }

    void add(float[] values, int from) {
        for (int d = 0; d < dimensions; d++) {
            columns[d][count] = values[from + d];
        }
        count++;
    }

    /** The cosines with all vectors of the block, to about six digits. */
    void similarities(float[] values, int from, float[] sums) {
        Arrays.fill(sums, 0);
        for (int d = 0; d < columns.length; d += AT_ONCE) {
            add(sums, columns[d], value(values, from, d), columns[d + 1], value(values, from, d + 1),
                    columns[d + 2], value(values, from, d + 2), columns[d + 3], value(values, from, d + 3));
        }
    }

    /** The cosine with one of the vectors, in double precision. */
    double similarity(int vector, float[] values, int from) {
        double sum = 0;
        for (int d = 0; d < dimensions; d++) {
            sum += (double) columns[d][vector] * values[from + d];
        }
        return sum;
    }

    private float value(float[] values, int from, int dimension) {
        return dimension < dimensions ? values[from + dimension] : 0;
    }

    private static void add(
            float[] sums, float[] first, float a, float[] second, float b, float[] third, float c, float[] fourth, float d) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += (first[i] * a + second[i] * b) + (third[i] * c + fourth[i] * d);
        }
    }
}
