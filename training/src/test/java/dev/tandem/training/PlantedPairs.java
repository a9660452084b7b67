package dev.tandem.training;

import dev.tandem.training.tower.TrainingPairs;
import java.util.SplittableRandom;

/** Pairs that share something: a hidden vector of each pair, seen through two random tables, with noise on both sides. */
public record PlantedPairs(float[][] images, float[][] texts) {

    public static PlantedPairs of(int pairs, int hidden, int imageWidth, int textWidth, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] imageTable = normal(hidden, imageWidth, 1, random);
        float[][] textTable = normal(hidden, textWidth, 1, random);
        float[][] topics = normal(pairs, hidden, 1, random);
        return new PlantedPairs(seen(topics, imageTable, noise, random), seen(topics, textTable, noise, random));
    }

    private static float[][] seen(float[][] topics, float[][] table, double noise, SplittableRandom random) {
        float[][] seen = normal(topics.length, table[0].length, noise * Math.sqrt(table.length), random);
        float[][] product = new float[topics.length][table[0].length];
        Products.multiply(topics, table, product, 0, topics.length);
        for (int i = 0; i < seen.length; i++) {
            for (int k = 0; k < seen[i].length; k++) {
                seen[i][k] += product[i][k];
            }
            Products.toUnitLength(seen[i]);
        }
        return seen;
    }

    private static float[][] normal(int rows, int columns, double deviation, SplittableRandom random) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (random.nextGaussian() * deviation);
            }
        }
        return numbers;
    }

    public TrainingPairs training() {
        return new TrainingPairs(images, texts);
    }
}
