package dev.tandem.operators.translation;

import dev.tandem.core.recipe.RecipeText;
import java.util.List;

/**
 * An operator as a recipe of another system names it.
 *
 * @param line where it stands there
 */
record ForeignOperator(String name, int line, List<Parameter> parameters) {
    ForeignOperator {
        parameters = List.copyOf(parameters);
    }

    /**
     * A parameter with its value.
     *
     * @param value a boolean, a number, a string, a list of values, {@link Nothing} or {@link Unreadable}
     */
    record Parameter(String name, int line, Object value) {}

    /** {@code null} and {@code None}: as if the parameter were not there, but for some. */
    enum Nothing { NOTHING }

    /** What is no literal: its source. */
    record Unreadable(String source) {
        @Override
        public String toString() {
            return source;
        }
    }

    /** A value as a remark shows it. */
    static String shown(Object value) {
        return switch (value) {
            case Nothing _ -> "nothing";
            case Unreadable unreadable -> Excerpt.of(unreadable.source());
            default -> Excerpt.of(RecipeText.value(value));
        };
    }
}
