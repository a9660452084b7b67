package dev.tandem.core.recipe;

import java.util.List;
import java.util.Optional;

/**
 * Operators that run one after another.
 *
 * @param from name of the stage whose result comes in; empty for the first stage
 * @param publish name of the data set that the stage's result is published as
 */
public record Stage(String name, Optional<String> from, Optional<String> publish, List<OperatorUse> operators) {
    public Stage {
        operators = List.copyOf(operators);
    }
}
