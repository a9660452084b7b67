package dev.tandem.operators.text.ngram;

/**
 * What modified Kneser-Ney smoothing takes from the count of an n-gram, for words that were not seen: different amounts
 * from counts of 1, of 2, and of 3 and more.
 */
final class Discounts {
    /** For text so small that the estimate has no sense: what KenLM falls back to. */
    private static final double[] FALLBACK = {0, 0.5, 1, 1.5};

    private final double[] amounts;

    /** @param counts of all n-grams of a length; 0 stands for one that is not counted */
    Discounts(int[] counts) {
        double[] ofCount = new double[5];
        for (int count : counts) {
            if (count > 0 && count < ofCount.length) {
                ofCount[count]++;
            }
        }
        double share = ofCount[1] / (ofCount[1] + 2 * ofCount[2]);
        double[] estimated = new double[FALLBACK.length];
        boolean sound = true;
        for (int count = 1; count < estimated.length; count++) {
            estimated[count] = count - (count + 1) * share * ofCount[count + 1] / ofCount[count];
            sound &= estimated[count] > 0 && estimated[count] <= count;
        }
        amounts = sound ? estimated : FALLBACK;
    }

    double of(int count) {
        return amounts[Math.min(count, amounts.length - 1)];
    }
}
