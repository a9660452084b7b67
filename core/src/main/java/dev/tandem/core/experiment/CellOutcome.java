package dev.tandem.core.experiment;

import dev.tandem.core.model.Digest;
import java.util.Optional;

/**
 * How a cell ended.
 *
 * @param result key of what it made; empty where it failed
 * @param value of the experiment's metric
 * @param error why it has none
 * @param reused whether it had been made before
 */
public record CellOutcome(
        Variant variant, int rung, long seed, Optional<Digest> result, Optional<Double> value, Optional<String> error, boolean reused) {}
