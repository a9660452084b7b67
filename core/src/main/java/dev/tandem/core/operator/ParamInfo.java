package dev.tandem.core.operator;

import java.util.List;

/**
 * A parameter of an operator, as the reference page and the recipe schema show it.
 *
 * @param type {@code boolean}, {@code int}, {@code long}, {@code double}, {@code string}, {@code choice} or {@code list}
 * @param min smallest value, as text; empty when there is none
 * @param max largest value, as text; empty when there is none
 * @param choices of a {@code choice}
 * @param measured whether another value changes what a filter measures, so that stored features do not tell what it would do
 */
public record ParamInfo(
        String name,
        String type,
        String defaultValue,
        String min,
        String max,
        List<String> choices,
        boolean measured,
        String description) {}
