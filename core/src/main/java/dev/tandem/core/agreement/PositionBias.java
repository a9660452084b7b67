package dev.tandem.core.agreement;

import dev.tandem.core.calibration.Interval;

/**
 * How far a judge of two answers looks at where they stand, from pairs that it judged in both orders.
 *
 * @param pairs judged in both orders, with a winner in each
 * @param steady of which the same answer won in both
 * @param firstTwice of which the one that stood first won in both: another answer each time
 * @param secondTwice of which the one that stood second won in both
 * @param firstInterval where the share of {@code firstTwice} among those that are not steady lies, 95 %, Wilson's; a judge that
 *     only wavers is at one half
 */
public record PositionBias(int pairs, int steady, int firstTwice, int secondTwice, Interval firstInterval) {

    /**
     * Counts.
     *
     * @param given which of the two won in the given order: above 0 the one that stood first, below 0 the second, 0 neither
     * @param swapped the same with the two exchanged: above 0 is again the one that stood first
     */
    public static PositionBias of(double[] given, double[] swapped) {
        int pairs = 0;
        int first = 0;
        int second = 0;
        for (int i = 0; i < given.length; i++) {
            // A tie, and what was not judged, says nothing of positions.
            if (given[i] * swapped[i] != 0 && !Double.isNaN(given[i] * swapped[i])) {
                pairs++;
                first += given[i] > 0 && swapped[i] > 0 ? 1 : 0;
                second += given[i] < 0 && swapped[i] < 0 ? 1 : 0;
            }
        }
        return new PositionBias(pairs, pairs - first - second, first, second, Interval.ofShare(first, (long) first + second));
    }

    /** Whether where an answer stands decides more than chance does. */
    public boolean tells() {
        return firstTwice + secondTwice > 0 && !firstInterval.contains(0.5);
    }
}
