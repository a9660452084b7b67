package dev.tandem.bench;

import dev.tandem.core.recipe.OperatorUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Operators that are measured together, with the parameters that the other tools' benchmarks give them. */
final class Chains {
    /** FineWeb's filters in their order. */
    static final List<OperatorUse> FINEWEB = List.of(
            use("gopher_repetition"),
            use("gopher_quality"),
            use("c4_quality", "filter_no_terminal_punct", false),
            use("fineweb_quality"));

    /** Eight of Data-Juicer's text filters. */
    static final List<OperatorUse> DATA_JUICER = List.of(
            use("alphanumeric"),
            use("average_line_length"),
            use("maximum_line_length"),
            use("character_repetition"),
            use("word_repetition"),
            use("special_characters", "max_ratio", 0.9),
            use("text_length"),
            use("words"));

    /** Twenty text filters of one stage. */
    static final List<OperatorUse> TWENTY = twenty();

    private Chains() {}

    private static List<OperatorUse> twenty() {
        List<OperatorUse> twenty = new ArrayList<>(DATA_JUICER);
        twenty.addAll(Stream.of(
                        "stop_words", "flagged_words", "gopher_quality", "gopher_repetition", "fineweb_quality", "c4_paragraph",
                        "white_space", "parentheses", "numbers", "urls", "symbols_to_words", "punctuation")
                .map(Chains::use)
                .toList());
        return List.copyOf(twenty);
    }

    private static OperatorUse use(String name) {
        return new OperatorUse(name, Map.of());
    }

    private static OperatorUse use(String name, String parameter, Object value) {
        return new OperatorUse(name, Map.of(parameter, value));
    }
}
