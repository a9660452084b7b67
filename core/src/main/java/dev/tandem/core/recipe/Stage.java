package dev.tandem.core.recipe;

import java.util.List;
import java.util.Optional;

/**
 * Operators that run one after another.
 *
 * @param from name of the stage whose result comes in; empty for the first stage
 * @param publish name of the data set that the stage's result is published as
 * @param index name of the index that its deduplicator compares with, and that the samples are added to when the run is done
 * @param review what people must say of its result before the run goes on
 */
public record Stage(
        String name,
        Optional<String> from,
        Optional<String> publish,
        Optional<String> index,
        List<OperatorUse> operators,
        Optional<Review> review) {
    public Stage {
        operators = List.copyOf(operators);
    }

    /** A stage without an index and a review. */
    public Stage(String name, Optional<String> from, Optional<String> publish, List<OperatorUse> operators) {
        this(name, from, publish, Optional.empty(), operators, Optional.empty());
    }
}
