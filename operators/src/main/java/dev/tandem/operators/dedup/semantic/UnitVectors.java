package dev.tandem.operators.dedup.semantic;

/**
 * Vectors of length one, such as embeddings, side by side in one array.
 *
 * @param values {@code count} times {@code dimensions}; not to be changed
 */
public record UnitVectors(int count, int dimensions, float[] values) {

    /** Brings vectors to length one; one of zeros stays, and is similar to none. */
    public static UnitVectors of(float[][] vectors) {
        int dimensions = vectors.length == 0 ? 0 : vectors[0].length;
        float[] values = new float[Math.multiplyExact(vectors.length, dimensions)];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].length != dimensions) {
                throw new IllegalArgumentException(
                        "vectors must have one length, found " + dimensions + " and " + vectors[i].length);
            }
            double length = Math.sqrt(dot(vectors[i], 0, vectors[i], 0, dimensions));
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] = length == 0 ? 0 : (float) (vectors[i][d] / length);
            }
        }
        return new UnitVectors(vectors.length, dimensions, values);
    }

    /** The cosine of two vectors. */
    public double similarity(int one, int other) {
        return dot(values, one * dimensions, values, other * dimensions, dimensions);
    }

    private static double dot(float[] left, int leftFrom, float[] right, int rightFrom, int length) {
        double sum = 0;
        for (int d = 0; d < length; d++) {
            sum += (double) left[leftFrom + d] * right[rightFrom + d];
        }
        return sum;
    }
}
