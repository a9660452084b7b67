package dev.tandem.core.comparison;

import dev.tandem.core.experiment.SeedEstimate;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean of a difference between two prompts over the samples that both were tried on, and half of its 95% interval (Student). Parts of
 * one sample count as one value, their mean, as they are alike.
 *
 * @param margin empty where there is one sample alone
 */
public record PairedEstimate(double mean, OptionalDouble margin, int samples) {

    static Optional<PairedEstimate> of(Collection<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        SeedEstimate estimate = SeedEstimate.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        OptionalDouble margin = estimate.margin().map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return Optional.of(new PairedEstimate(estimate.value(), margin, values.size()));
    }

    /** Whether all of the interval is on one side of zero. */
    public boolean isCertain() {
        return margin.isPresent() && Math.abs(mean) > margin.getAsDouble();
    }
}
