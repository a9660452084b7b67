package dev.tandem.operators.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A limit that a value is held against.
 *
 * @param comparison {@code >=}, {@code >}, {@code <=} or {@code <}
 */
record Condition(String comparison, double limit) {
    private static final List<String> COMPARISONS = List.of(">=", ">", "<=", "<");

    /** Whether a value meets it; NaN meets none. */
    boolean isMet(double value) {
        return switch (comparison) {
            case ">=" -> value >= limit;
            case ">" -> value > limit;
            case "<=" -> value <= limit;
            default -> value < limit;
        };
    }

    /** A condition on a feature. */
    record OfFeature(String feature, Condition condition) {
        /** Reads {@code operator.feature >= 0.5}. */
        static OfFeature parse(String parameter, String text) {
            List<String> words = words(text);
            if (words.size() != 3) {
                throw expected(parameter, "'operator.feature >= number', its parts apart by spaces", text);
            }
            return new OfFeature(words.getFirst(), Condition.parse(parameter, words.subList(1, 3), text));
        }
    }

    /** @param words comparison and number */
    static Condition parse(String parameter, List<String> words, String text) {
        if (!COMPARISONS.contains(words.getFirst())) {
            throw expected(parameter, "one of " + String.join(" ", COMPARISONS) + " between a feature and a number", text);
        }
        try {
            double limit = Double.parseDouble(words.getLast());
            if (!Double.isNaN(limit)) {
                return new Condition(words.getFirst(), limit);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw expected(parameter, "a number behind " + words.getFirst(), text);
    }

    static List<String> words(String text) {
        return new ArrayList<>(Arrays.asList(text.strip().split("\\s+")));
    }

    static IllegalArgumentException expected(String parameter, String expected, String found) {
        return new IllegalArgumentException("parameter '" + parameter + "' has " + expected + ", found '"
                + (found.length() > 100 ? found.substring(0, 100) + "..." : found) + "'");
    }
}
