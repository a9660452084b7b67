package dev.tandem.training.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A number and where it lies with a certainty of 95%.
 *
 * @param low not a number where nothing can be said, as of one seed alone
 */
public record Interval(double value, double low, double high) {
    private static final double TAIL = 0.025;

    /**
     * Mean of few independent numbers (one for each seed, or the difference of two variants at each seed), by Student's distribution.
     * It assumes that they are distributed about normally.
     */
    public static Interval ofMean(double... values) {
        double mean = Arrays.stream(values).sum() / values.length;
        if (values.length < 2) {
            return new Interval(mean, Double.NaN, Double.NaN);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double width = error * TDistribution.of(values.length - 1).inverseSurvivalProbability(TAIL);
        return new Interval(mean, mean - width, mean + width);
    }

    /** Of a difference at each seed. */
    public static Interval ofDifference(double[] one, double[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("as many of one as of the other are needed, found " + one.length + " and " + other.length);
        }
        double[] differences = new double[one.length];
        Arrays.setAll(differences, i -> one[i] - other[i]);
        return ofMean(differences);
    }

    /**
     * Of any number over samples, by drawing as many samples again and again (percentiles of a bootstrap). Samples that belong
     * together (of one page) make it too narrow.
     *
     * @param statistic of samples by their places; a sample can occur more than once
     */
    public static Interval ofBootstrap(int samples, int draws, long seed, ToDoubleFunction<int[]> statistic) {
        int[] all = new int[samples];
        Arrays.setAll(all, i -> i);
        SplittableRandom random = new SplittableRandom(seed);
        double[] found = new double[draws];
        int[] drawn = new int[samples];
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < samples; i++) {
                drawn[i] = random.nextInt(samples);
            }
            found[draw] = statistic.applyAsDouble(drawn);
        }
        Arrays.sort(found);
        return new Interval(statistic.applyAsDouble(all), found[(int) (TAIL * draws)], found[(int) Math.ceil((1 - TAIL) * draws) - 1]);
    }

    /** Whether all of it is above zero. */
    public boolean isAboveZero() {
        return low > 0;
    }

    /** Half of its width, which people write behind a plus-minus. */
    public double margin() {
        return (high - low) / 2;
    }
}
