package dev.tandem.core.recipe;

import java.util.List;

/**
 * Operators with parameters that go by one name, such as {@code fineweb}.
 *
 * @param description what it is for, and where its numbers come from
 * @param operators in order; none stands there twice
 */
public record Preset(String name, String description, List<OperatorUse> operators) {
    public Preset {
        operators = List.copyOf(operators);
    }

    List<String> operatorNames() {
        return operators.stream().map(OperatorUse::name).toList();
    }
}
