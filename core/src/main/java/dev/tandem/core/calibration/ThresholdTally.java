package dev.tandem.core.calibration;

import java.util.Arrays;

/** How many values of a whole run are at least each of some thresholds, and how many there are; of lower-is-better ones, at most. */
final class ThresholdTally {
    private final double sign;
    private final double[] thresholds;
    /** Values by how many thresholds they reach. */
    private final long[] reached;

    /** @param thresholds of values times {@code sign}, in any order */
    ThresholdTally(double sign, double[] thresholds) {
        this.sign = sign;
        this.thresholds = Arrays.stream(thresholds).sorted().distinct().toArray();
        this.reached = new long[this.thresholds.length + 1];
    }

    ThresholdTally empty() {
        return new ThresholdTally(sign, thresholds);
    }

    /** Counts a value; what is not a finite number is none. */
    void add(double value) {
        if (Double.isFinite(value)) {
            int place = Arrays.binarySearch(thresholds, sign * value + 0.0);
            reached[place < 0 ? -place - 1 : place + 1]++;
        }
    }

    void add(ThresholdTally other) {
        for (int i = 0; i < reached.length; i++) {
            reached[i] += other.reached[i];
        }
    }

    long values() {
        return Arrays.stream(reached).sum();
    }

    /** @param threshold one of them */
    long kept(double threshold) {
        int place = Arrays.binarySearch(thresholds, threshold);
        return Arrays.stream(reached, place + 1, reached.length).sum();
    }
}
