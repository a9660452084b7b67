package dev.tandem.training.evaluation;

import dev.tandem.training.Products;

/**
 * Where the partner of each vector stands among all partners, ordered by cosine: first of images that look for their text, then of
 * texts that look for their image. Of equal cosines the partner's counts last: a model that gives all the same finds nothing.
 *
 * @param ranks from 1; one for each image, then one for each text
 */
public record Retrieval(int[] ranks) {

    /** Of unit vectors; a pair stands in the same row of both. */
    public static Retrieval of(float[][] images, float[][] texts) {
        if (images.length != texts.length || images.length == 0) {
            throw new IllegalArgumentException("as many images as texts are needed, found " + images.length + " and " + texts.length);
        }
        int pairs = images.length;
        float[][] turned = Products.transposed(texts, texts[0].length);
        float[][] cosines = new float[1][pairs];
        float[] own = new float[pairs];
        int[] ranks = new int[2 * pairs];
        for (int i = 0; i < pairs; i++) {
            Products.multiply(new float[][] {images[i]}, turned, cosines, 0, 1);
            own[i] = cosines[0][i];
            for (int k = 0; k < pairs; k++) {
                ranks[i] += cosines[0][k] >= own[i] ? 1 : 0;
            }
        }
        for (int i = 0; i < pairs; i++) {
            Products.multiply(new float[][] {images[i]}, turned, cosines, 0, 1);
            for (int k = 0; k < pairs; k++) {
                ranks[pairs + k] += cosines[0][k] >= own[k] ? 1 : 0;
            }
        }
        // What is not a number is never found.
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = ranks[i] == 0 ? pairs : ranks[i];
        }
        return new Retrieval(ranks);
    }

    public int pairs() {
        return ranks.length / 2;
    }

    /** Share of partners that are among the first {@code places}, in both directions together. */
    public double recall(int places) {
        return share(0, ranks.length, places);
    }

    /** Share of images whose text is among the first {@code places}. */
    public double imageToText(int places) {
        return share(0, pairs(), places);
    }

    /** Share of texts whose image is among the first {@code places}. */
    public double textToImage(int places) {
        return share(pairs(), ranks.length, places);
    }

    private double share(int from, int to, int places) {
        int found = 0;
        for (int i = from; i < to; i++) {
            found += ranks[i] <= places ? 1 : 0;
        }
        return (double) found / (to - from);
    }

    /** For each pair the mean of both directions, to draw pairs from again and again. */
    public double[] foundByPair(int places) {
        double[] found = new double[pairs()];
        for (int i = 0; i < found.length; i++) {
            found[i] = ((ranks[i] <= places ? 1 : 0) + (ranks[pairs() + i] <= places ? 1 : 0)) / 2.0;
        }
        return found;
    }
}
