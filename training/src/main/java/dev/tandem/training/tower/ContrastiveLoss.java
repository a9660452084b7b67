package dev.tandem.training.tower;

import dev.tandem.training.Lanes;
import dev.tandem.training.Products;

/**
 * The symmetric contrastive loss of CLIP (Radford et al., 2021) over a batch: each image is to find its text among all texts by a softmax
 * over scaled cosines, and each text its image; the loss is the mean of both cross entropies.
 */
final class ContrastiveLoss {
    private final float[][] similarities;
    /** First the derivatives of scaled cosines, then times the scale: of cosines. */
    private final float[][] derivatives;
    private final float[][] imageGradient;
    private final float[][] textGradient;
    private double loss;
    private double scaleGradient;

    private ContrastiveLoss(int pairs, int dimension) {
        similarities = new float[pairs][pairs];
        derivatives = new float[pairs][pairs];
        imageGradient = new float[pairs][dimension];
        textGradient = new float[pairs][dimension];
    }

    /** Of unit vectors, the text of an image in the same row. */
    static ContrastiveLoss of(float[][] images, float[][] texts, float scale, Lanes lanes) {
        int pairs = images.length;
        ContrastiveLoss result = new ContrastiveLoss(pairs, images[0].length);
        float[][] turned = Products.transposed(texts, texts[0].length);
        lanes.each(pairs, (from, to) -> Products.multiply(images, turned, result.similarities, from, to));
        double[] losses = new double[2 * pairs];
        lanes.each(pairs, (from, to) -> result.rows(scale, losses, from, to));
        lanes.each(pairs, (from, to) -> result.columns(scale, losses, from, to));
        result.sum(losses, scale);
        lanes.each(pairs, (from, to) -> Products.multiply(result.derivatives, texts, result.imageGradient, from, to));
        lanes.each(pairs, (from, to) -> Products.multiplyTransposed(result.derivatives, images, result.textGradient, from, to));
        return result;
    }

    private void rows(float scale, double[] losses, int from, int to) {
        int pairs = similarities.length;
        double[] powers = new double[pairs];
        for (int row = from; row < to; row++) {
            double sum = 0;
            for (int i = 0; i < pairs; i++) {
                // No cosine is above one, so that no power is above one.
                powers[i] = StrictMath.exp(scale * ((double) similarities[row][i] - 1));
                sum += powers[i];
            }
            losses[row] = StrictMath.log(sum) - scale * ((double) similarities[row][row] - 1);
            for (int i = 0; i < pairs; i++) {
                derivatives[row][i] = (float) (powers[i] / sum);
            }
        }
    }

    private void columns(float scale, double[] losses, int from, int to) {
        int pairs = similarities.length;
        double[] powers = new double[pairs];
        for (int column = from; column < to; column++) {
            double sum = 0;
            for (int i = 0; i < pairs; i++) {
                powers[i] = StrictMath.exp(scale * ((double) similarities[i][column] - 1));
                sum += powers[i];
            }
            losses[pairs + column] = StrictMath.log(sum) - scale * ((double) similarities[column][column] - 1);
            for (int i = 0; i < pairs; i++) {
                derivatives[i][column] += (float) (powers[i] / sum);
            }
            derivatives[column][column] -= 2;
        }
    }

    private void sum(double[] losses, float scale) {
        int pairs = similarities.length;
        for (double one : losses) {
            loss += one;
        }
        loss /= losses.length;
        float share = scale / (2 * pairs);
        for (int row = 0; row < pairs; row++) {
            for (int i = 0; i < pairs; i++) {
                derivatives[row][i] *= share;
                scaleGradient += (double) derivatives[row][i] * similarities[row][i];
            }
        }
    }

    double loss() {
        return loss;
    }

    /** With respect to the images' unit vectors. */
    float[][] imageGradient() {
        return imageGradient;
    }

    float[][] textGradient() {
        return textGradient;
    }

    /** With respect to the logarithm of the scale. */
    double scaleGradient() {
        return scaleGradient;
    }
}
