package dev.tandem.core.inference;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A tensor that a model answers with.
 *
 * @param type BYTES for the text of a model that writes
 * @param shape of one row, without the batch
 * @param labels name of the file with what each number stands for, one a line
 * @param roundingDigits decimal digits that numbers are rounded to: servers differ in the bits behind them
 */
public record OutputSpec(
        String name,
        DataType type,
        List<Integer> shape,
        Meaning meaning,
        Optional<String> labels,
        @JsonProperty("rounding_digits") int roundingDigits) {
    /** A float has no more. */
    private static final int MOST_DIGITS = 9;

    /** What an output is good for. */
    public enum Meaning {
        @JsonProperty("embedding") EMBEDDING,
        @JsonProperty("probabilities") PROBABILITIES,
        @JsonProperty("logits") LOGITS,
        @JsonProperty("score") SCORE,
        @JsonProperty("map") MAP,
        @JsonProperty("boxes") BOXES,
        @JsonProperty("sequence") SEQUENCE,
        @JsonProperty("text") TEXT
    }

    public OutputSpec {
        Require.name(name);
        Require.that(type != null && type.isNumber() != (meaning == Meaning.TEXT), "a type of numbers, or BYTES for a text", type);
        Require.that(shape != null, "a shape", shape);
        Shape.require(shape);
        shape = List.copyOf(shape);
        Require.that(meaning != null, "a meaning", meaning);
        Require.that(0 <= roundingDigits && roundingDigits <= MOST_DIGITS, "rounding_digits from 0 to " + MOST_DIGITS, roundingDigits);
    }
}
