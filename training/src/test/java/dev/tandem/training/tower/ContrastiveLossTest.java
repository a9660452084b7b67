package dev.tandem.training.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.training.Lanes;
import dev.tandem.training.PlantedPairs;
import dev.tandem.training.Products;
import org.junit.jupiter.api.Test;

class ContrastiveLossTest {
    private static final float STEP = 0.01f;
    private static final float LOG_SCALE = 1.5f;

    private final PlantedPairs pairs = PlantedPairs.of(7, 3, 5, 6, 0.3, 11);

    private double loss(float[][] images, float[][] texts, float logScale) {
        try (Lanes lanes = new Lanes(1)) {
            return ContrastiveLoss.of(images, texts, (float) Math.exp(logScale), lanes).loss();
        }
    }

    /** Vectors need not have length one for the loss to have derivatives; the images' width is the texts' here. */
    @Test
    void derivativesAreThoseOfFiniteDifferences() {
        float[][] images = pairs.texts();
        float[][] texts = PlantedPairs.of(7, 3, 5, 6, 0.3, 12).texts();
        ContrastiveLoss found;
        try (Lanes lanes = new Lanes(2)) {
            found = ContrastiveLoss.of(images, texts, (float) Math.exp(LOG_SCALE), lanes);
        }
        for (int row = 0; row < 7; row++) {
            for (int i = 0; i < 6; i++) {
                assertThat((double) found.imageGradient()[row][i]).isCloseTo(slope(images, texts, images[row], i), within(2e-4));
                assertThat((double) found.textGradient()[row][i]).isCloseTo(slope(images, texts, texts[row], i), within(2e-4));
            }
        }
        double scaleSlope = (loss(images, texts, LOG_SCALE + STEP) - loss(images, texts, LOG_SCALE - STEP)) / (2 * STEP);
        assertThat(found.scaleGradient()).isCloseTo(scaleSlope, within(2e-4));
        assertThat(Math.abs(found.imageGradient()[0][0])).isGreaterThan(1e-3f);
    }

    private double slope(float[][] images, float[][] texts, float[] row, int at) {
        float before = row[at];
        row[at] = before + STEP;
        double above = loss(images, texts, LOG_SCALE);
        row[at] = before - STEP;
        double below = loss(images, texts, LOG_SCALE);
        row[at] = before;
        return (above - below) / (2 * STEP);
    }

    @Test
    void derivativesGoBackThroughLengthAndProjection() {
        float[][] weights = PlantedPairs.of(5, 3, 4, 4, 0.3, 13).texts();
        float[][] texts = PlantedPairs.of(7, 3, 5, 4, 0.3, 14).texts();
        float[][] gradient = new float[5][4];
        try (Lanes lanes = new Lanes(1)) {
            EmbeddedBatch batch = EmbeddedBatch.of(pairs.images(), weights, lanes);
            float[][] back = ContrastiveLoss.of(batch.vectors(), texts, (float) Math.exp(LOG_SCALE), lanes).imageGradient();
            batch.backward(back);
            Products.multiplyTransposed(pairs.images(), back, gradient, 0, 5);
            for (int row = 0; row < 5; row++) {
                for (int i = 0; i < 4; i++) {
                    float before = weights[row][i];
                    weights[row][i] = before + STEP;
                    double above = loss(EmbeddedBatch.of(pairs.images(), weights, lanes).vectors(), texts, LOG_SCALE);
                    weights[row][i] = before - STEP;
                    double below = loss(EmbeddedBatch.of(pairs.images(), weights, lanes).vectors(), texts, LOG_SCALE);
                    weights[row][i] = before;
                    assertThat((double) gradient[row][i]).isCloseTo((above - below) / (2 * STEP), within(1e-3));
                }
            }
        }
        assertThat(Math.abs(gradient[0][0])).isGreaterThan(5e-3f);
    }

    @Test
    void guessingCostsTheLogarithmOfTheBatch() {
        float[][] same = {{1, 0}, {1, 0}, {1, 0}, {1, 0}};
        assertThat(loss(same, same, 3)).isCloseTo(Math.log(4), within(1e-6));
    }
}
