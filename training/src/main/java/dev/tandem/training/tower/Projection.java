package dev.tandem.training.tower;

import dev.tandem.training.Lanes;
import dev.tandem.training.Products;

/**
 * A linear projection without bias, and length one after it.
 *
 * @param weights a row for each number that comes in, as long as the vectors that come out; not to be changed
 */
public record Projection(float[][] weights) {

    public int inputs() {
        return weights.length;
    }

    public int dimension() {
        return weights[0].length;
    }

    /** Unit vectors; of a row of zeros, zeros. */
    public float[][] embed(float[][] rows) {
        float[][] vectors = new float[rows.length][dimension()];
        Products.multiply(rows, weights, vectors, 0, rows.length);
        for (float[] vector : vectors) {
            Products.toUnitLength(vector);
        }
        return vectors;
    }

    /** The same by several threads. */
    public float[][] embed(float[][] rows, Lanes lanes) {
        float[][] vectors = new float[rows.length][dimension()];
        lanes.each(rows.length, (from, to) -> {
            Products.multiply(rows, weights, vectors, from, to);
            for (int i = from; i < to; i++) {
                Products.toUnitLength(vectors[i]);
            }
        });
        return vectors;
    }
}
