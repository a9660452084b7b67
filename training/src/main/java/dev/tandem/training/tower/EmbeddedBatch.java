package dev.tandem.training.tower;

import dev.tandem.training.Lanes;
import dev.tandem.training.Products;

/** What a projection makes of a batch, and what is needed to go back. */
record EmbeddedBatch(float[][] vectors, double[] lengths) {
    static EmbeddedBatch of(float[][] rows, float[][] weights, Lanes lanes) {
        float[][] vectors = new float[rows.length][weights[0].length];
        double[] lengths = new double[rows.length];
        lanes.each(rows.length, (from, to) -> {
            Products.multiply(rows, weights, vectors, from, to);
            for (int i = from; i < to; i++) {
                lengths[i] = Products.toUnitLength(vectors[i]);
            }
        });
        return new EmbeddedBatch(vectors, lengths);
    }

    /** Of derivatives with respect to unit vectors, those with respect to the vectors before they got length one; in place. */
    void backward(float[][] gradient) {
        for (int i = 0; i < vectors.length; i++) {
            float along = (float) Products.dot(vectors[i], gradient[i]);
            float factor = lengths[i] > 0 ? (float) (1 / lengths[i]) : 0;
            for (int k = 0; k < gradient[i].length; k++) {
                gradient[i][k] = (gradient[i][k] - along * vectors[i][k]) * factor;
            }
        }
    }
}
