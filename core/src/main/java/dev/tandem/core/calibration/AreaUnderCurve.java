package dev.tandem.core.calibration;

import java.util.Arrays;

/**
 * How well a value tells good from bad: the probability that that of a good sample is greater than that of a bad one, of equal
 * ones half (area under the ROC curve).
 *
 * @param interval by the variance of DeLong, DeLong and Clarke-Pearson (1988) on the logit scale; where good and bad are told
 *     apart without an error that variance is 0, and Newcombe's score interval (2006, method 5) stands instead
 */
public record AreaUnderCurve(double area, Interval interval) {
    private static final int BISECTIONS = 60;

    /** Of values of which there are some of each. */
    public static AreaUnderCurve of(double[] good, double[] bad) {
        double[] sortedGood = good.clone();
        double[] sortedBad = bad.clone();
        Arrays.sort(sortedGood);
        Arrays.sort(sortedBad);
        double[] ofGood = shareBelow(sortedGood, sortedBad);
        double[] ofBad = shareBelow(sortedBad, sortedGood);
        double area = Arrays.stream(ofGood).sum() / good.length;
        double variance = variance(ofGood) / good.length + variance(ofBad) / bad.length;
        boolean degenerate = variance == 0 || area <= 0 || area >= 1;
        return new AreaUnderCurve(area, degenerate ? newcombe(area, good.length, bad.length) : logit(area, variance));
    }

    /** Of each value, the share of others that are smaller, equal ones counted half. */
    private static double[] shareBelow(double[] values, double[] others) {
        double[] shares = new double[values.length];
        int below = 0;
        int upTo = 0;
        for (int i = 0; i < values.length; i++) {
            while (below < others.length && others[below] < values[i]) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < others.length && others[upTo] <= values[i]) {
                upTo++;
            }
            shares[i] = (below + upTo) / 2.0 / others.length;
        }
        return shares;
    }

    private static double variance(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElse(0);
        return Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).sum() / Math.max(1, numbers.length - 1);
    }

    private static Interval logit(double area, double variance) {
        double centre = Math.log(area / (1 - area));
        double half = Interval.Z * Math.sqrt(variance) / (area * (1 - area));
        return new Interval(logistic(centre - half), logistic(centre + half));
    }

    private static double logistic(double number) {
        return 1 / (1 + Math.exp(-number));
    }

    private static Interval newcombe(double area, int good, int bad) {
        return new Interval(lower(area, good, bad), 1 - lower(1 - area, good, bad));
    }

    /** The least area from which the one found is no further than chance takes it. */
    private static double lower(double area, int good, int bad) {
        double out = 0;
        double in = area;
        for (int i = 0; i < BISECTIONS && out < in; i++) {
            double middle = (out + in) / 2;
            if (area - middle > Interval.Z * Math.sqrt(newcombeVariance(middle, good, bad))) {
                out = middle;
            } else {
                in = middle;
            }
        }
        return in;
    }

    private static double newcombeVariance(double area, int good, int bad) {
        double others = (good + bad) / 2.0 - 1;
        double factor = 1 + others * (1 - area) / (2 - area) + others * area / (1 + area);
        return area * (1 - area) * factor / ((double) good * bad);
    }
}
