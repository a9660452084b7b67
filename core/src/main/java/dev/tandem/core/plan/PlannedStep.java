package dev.tandem.core.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The smallest thing that is run, kept and reused.
 *
 * @param stage name of the stage that it belongs to
 * @param input index of the step whose shards come in; empty for the reading step
 * @param publish name of the data set that this step's result is published as
 */
public record PlannedStep(
        int index, String stage, StepKind kind, List<OperatorSpec> operators, OptionalInt input, Optional<String> publish) {
    public PlannedStep {
        operators = List.copyOf(operators);
    }
}
