package dev.tandem.core.experiment;

import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Mean over seeds, and half of its 95% interval by Student's distribution, which assumes that seeds are distributed about normally.
 *
 * @param margin empty where there is one seed alone
 */
public record SeedEstimate(double value, Optional<Double> margin, int seeds) {
    private static final double TAIL = 0.025;

    public static SeedEstimate of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("At least one seed is needed");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        if (values.length == 1) {
            return new SeedEstimate(mean, Optional.empty(), 1);
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        double quantile = TDistribution.of(values.length - 1.0).inverseSurvivalProbability(TAIL);
        return new SeedEstimate(mean, Optional.of(error * quantile), values.length);
    }

    /** Whether all of the interval is above zero. */
    public boolean liesAboveZero() {
        return margin.isPresent() && value - margin.get() > 0;
    }
}
