package dev.tandem.operators.model;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;

/** The cosine of two vectors, rounded to four digits: servers differ in those behind them. */
public final class Cosine {
    private static final double SCALE = 10_000;

    private Cosine() {}

    /**
     * Zero where a vector is.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} when the vectors are not of one space
     */
    public static double of(float[] left, float[] right) {
        if (left.length != right.length) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The two models do not belong together: one answers with "
                    + left.length + " numbers, the other with " + right.length + ". Name the two halves of one model.");
        }
        double product = 0;
        double lefts = 0;
        double rights = 0;
        for (int d = 0; d < left.length; d++) {
            product += (double) left[d] * right[d];
            lefts += (double) left[d] * left[d];
            rights += (double) right[d] * right[d];
        }
        return lefts == 0 || rights == 0 ? 0 : Math.rint(product / Math.sqrt(lefts * rights) * SCALE) / SCALE;
    }
}
