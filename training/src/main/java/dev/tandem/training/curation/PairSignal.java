package dev.tandem.training.curation;

import dev.tandem.training.Products;

/** One way to see how well a text fits the place it stands at: an image, its page, the words in it. */
public interface PairSignal {

    String name();

    /**
     * Higher fits better; on any scale. Not a number where it says nothing, as of an image without words. Both are places of samples:
     * the signal compares what stands at one with the text of another.
     */
    double score(int place, int text);

    /** The cosine of two unit vectors; a vector of zeros says nothing. */
    record OfVectors(String name, float[][] places, float[][] texts) implements PairSignal {
        @Override
        public double score(int place, int text) {
            double cosine = Products.dot(places[place], texts[text]);
            return cosine == 0 && (isZero(places[place]) || isZero(texts[text])) ? Double.NaN : cosine;
        }

        private static boolean isZero(float[] vector) {
            for (float number : vector) {
                if (number != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
