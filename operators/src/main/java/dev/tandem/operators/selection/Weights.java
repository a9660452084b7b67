package dev.tandem.operators.selection;

import java.util.Arrays;
import java.util.List;

/** A weight for each of several features or votes. */
final class Weights {
    private Weights() {}

    /**
     * Reads weights.
     *
     * @param texts as given; the same for all where there are none
     * @param equal that weight
     */
    static double[] of(List<String> texts, int count, String of, double equal) {
        double[] weights = new double[count];
        if (texts.isEmpty()) {
            Arrays.fill(weights, equal);
            return weights;
        }
        if (texts.size() != count) {
            throw new IllegalArgumentException(
                    "parameter 'weights' has " + texts.size() + " numbers; expected none, or one for each of " + count + " " + of);
        }
        for (int i = 0; i < count; i++) {
            try {
                weights[i] = Double.parseDouble(texts.get(i));
            } catch (NumberFormatException e) {
                weights[i] = Double.NaN;
            }
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw Condition.expected("weights", "numbers from 0", texts.get(i));
            }
        }
        return weights;
    }
}
