package dev.tandem.operators.metadata;

import dev.tandem.operators.metadata.FieldValue.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An expression over the fields of a sample. */
sealed interface FieldCondition {

    /** The value for a sample, whose fields {@code fields} finds by name. */
    FieldValue evaluate(Function<String, Optional<String>> fields);

    /** A value that stands in the expression. */
    record Constant(FieldValue value) implements FieldCondition {
        @Override
        public FieldValue evaluate(Function<String, Optional<String>> fields) {
            return value;
        }
    }

    /** A field, by its name. */
    record Name(String name) implements FieldCondition {
        @Override
        public FieldValue evaluate(Function<String, Optional<String>> fields) {
            return fields.apply(name).<FieldValue>map(text -> new FieldValue.Text(text, true)).orElseGet(FieldValue.Missing::new);
        }
    }

    /** The opposite. */
    record Not(FieldCondition condition) implements FieldCondition {
        @Override
        public FieldValue evaluate(Function<String, Optional<String>> fields) {
            return FieldValue.of(!condition.evaluate(fields).isTrue());
        }
    }

    /** All of several, or any. */
    record Junction(boolean all, List<FieldCondition> conditions) implements FieldCondition {
        @Override
        public FieldValue evaluate(Function<String, Optional<String>> fields) {
            for (FieldCondition condition : conditions) {
                if (condition.evaluate(fields).isTrue() != all) {
                    return FieldValue.of(!all);
                }
            }
            return FieldValue.of(all);
        }
    }

    /** A chain such as {@code 10 < num <= 30}: each comparison has to hold. */
    record Chain(List<FieldCondition> operands, List<Comparison> comparisons) implements FieldCondition {
        @Override
        public FieldValue evaluate(Function<String, Optional<String>> fields) {
            FieldValue left = operands.getFirst().evaluate(fields);
            for (int i = 0; i < comparisons.size(); i++) {
                FieldValue right = operands.get(i + 1).evaluate(fields);
                if (!comparisons.get(i).test(left, right)) {
                    return FieldValue.of(false);
                }
                left = right;
            }
            return FieldValue.of(true);
        }
    }

    /** Whether a sample meets the condition. */
    default boolean holds(Map<String, String> metadata, String text) {
        return evaluate(name -> name.equals("text") ? Optional.of(text) : Field.find(metadata, name)).isTrue();
    }
}
