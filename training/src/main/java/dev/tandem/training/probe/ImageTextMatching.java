package dev.tandem.training.probe;

import dev.tandem.training.Products;
import dev.tandem.training.evaluation.NegativeControls;
import dev.tandem.training.tower.TrainingPairs;
import dev.tandem.training.tower.TwoTower;
import java.util.Arrays;

/**
 * A head that judges whether a text belongs to an image by more than the cosine of two towers: by products and absolute differences
 * of their vectors' dimensions as well. It learns from pairs and, for each image, two texts that are not its own: one at random, and the
 * most similar one of a few more, which is what makes it look closely.
 */
public record ImageTextMatching(TwoTower towers, LinearProbe head) {
    private static final int HARD_AMONG = 16;
    private static final double PENALTY = 10;

    /** @param pairs others than the towers were trained on, or their cosines are too good to learn from */
    public static ImageTextMatching train(TwoTower towers, TrainingPairs pairs, long seed) {
        float[][] images = towers.image().embed(pairs.images());
        float[][] texts = towers.text().embed(pairs.texts());
        int count = pairs.count();
        int[][] others = new int[HARD_AMONG][];
        for (int i = 0; i < HARD_AMONG; i++) {
            others[i] = NegativeControls.swapped(count, seed * HARD_AMONG + i);
        }
        float[][] rows = new float[3 * count][];
        double[] targets = new double[3 * count];
        double[] importance = new double[3 * count];
        Arrays.fill(importance, 0, count, 2);
        Arrays.fill(importance, count, 3 * count, 1);
        for (int i = 0; i < count; i++) {
            rows[i] = features(images[i], texts[i]);
            targets[i] = 1;
            rows[count + i] = features(images[i], texts[others[0][i]]);
            rows[2 * count + i] = features(images[i], texts[mostSimilar(images[i], texts, others, i)]);
        }
        return new ImageTextMatching(towers, LinearProbe.train(rows, targets, importance, PENALTY));
    }

    private static int mostSimilar(float[] image, float[][] texts, int[][] others, int at) {
        int most = others[0][at];
        for (int[] other : others) {
            most = Products.dot(image, texts[other[at]]) > Products.dot(image, texts[most]) ? other[at] : most;
        }
        return most;
    }

    /** Product, absolute difference, and cosine last; dimensions are brought to about the same size. */
    public static float[] features(float[] image, float[] text) {
        int dimension = image.length;
        float[] features = new float[2 * dimension + 1];
        float root = (float) Math.sqrt(dimension);
        for (int i = 0; i < dimension; i++) {
            features[i] = image[i] * text[i] * dimension;
            features[dimension + i] = Math.abs(image[i] - text[i]) * root;
        }
        // As heavy as all products together.
        features[2 * dimension] = (float) Products.dot(image, text) * root;
        return features;
    }

    /** How probably each text belongs to the image in the same row. */
    public double[] probabilities(float[][] images, float[][] texts) {
        float[][] imageVectors = towers.image().embed(images);
        float[][] textVectors = towers.text().embed(texts);
        double[] probabilities = new double[images.length];
        Arrays.setAll(probabilities, i -> head.probability(features(imageVectors[i], textVectors[i])));
        return probabilities;
    }
}
