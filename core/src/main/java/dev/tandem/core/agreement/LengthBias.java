package dev.tandem.core.agreement;

import dev.tandem.core.calibration.Interval;

/**
 * How often the longer of two answers wins. Longer answers may be better ones: what a judge prefers more often than people do of the
 * same pairs is bias.
 *
 * @param pairs of different lengths, with a winner
 * @param longer of which the longer answer won
 * @param interval of the share, 95 %, Wilson's
 */
public record LengthBias(int pairs, int longer, Interval interval) {

    /**
     * Counts.
     *
     * @param winner above 0 the first, below 0 the second, 0 or NaN neither
     * @param difference by how much the first answer is longer, in any unit
     */
    public static LengthBias of(double[] winner, double[] difference) {
        int pairs = 0;
        int longer = 0;
        for (int i = 0; i < winner.length; i++) {
            double both = winner[i] * difference[i];
            if (both != 0 && !Double.isNaN(both)) {
                pairs++;
                longer += both > 0 ? 1 : 0;
            }
        }
        return new LengthBias(pairs, longer, Interval.ofShare(longer, pairs));
    }
}
