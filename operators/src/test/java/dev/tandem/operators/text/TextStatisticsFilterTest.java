package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.core.engine.FusedPass.Verdict;
import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TextStatisticsFilterTest {
    private static final Map<String, Object> OTHER = Map.of(
            "max_k_chars_per_line_tresholds", 5, "min_k_chars_per_line_thresholds", List.of(20, 40), "ignore_empty_lines", true,
            "short_paragraph_max_chars_threshold", 50, "long_paragraph_max_chars_threshold", 200,
            "short_sentence_max_chars_threshold", List.of(10, 30), "long_sentence_max_chars_threshold", 50,
            "short_word_max_chars_threshold", 1, "long_word_max_chars_threshold", 10, "stop_words", List.of("a", "is", "The"));

    private static FilterRun run(Map<String, Object> params) {
        return new FilterRun("text_statistics", params);
    }

    @Test
    void statisticsAgreeWithDatatrove() {
        Datatrove.agrees("text_statistics", Map.of(), "text_statistics");
        Datatrove.agrees("text_statistics", OTHER, "text_statistics_other");
    }

    @Test
    void digitsAndCapitalsAreThoseOfPython() {
        Map<String, Object> values = run(Map.of()).of("²①Ǆǅǆ٣Ⅷ. ʰ").values();

        assertThat(values).containsEntry("digit_ratio", 3 / 10.0).containsEntry("uppercase_ratio", 2 / 10.0);
        assertThat(run(Map.of()).of("Ab aB AB ǅa ǅA 1A A1b A1B").values())
                .containsEntry("capitalized_word_ratio", 4 / 8.0)
                .containsEntry("uppercase_word_ratio", 3 / 8.0);
    }

    @Test
    void aLengthCountsOnceHoweverOftenItIsGiven() {
        assertThat(run(Map.of("short_word_max_chars_threshold", List.of("3", " 3"))).of("a tide").values())
                .containsEntry("short_word_ratio_3", 0.5)
                .hasSize(run(Map.of()).of("").values().size());
    }

    @Test
    void aLengthIsAWholeNumber() {
        for (String parameter : List.of("max_k_chars_per_line_tresholds", "long_word_max_chars_threshold")) {
            assertThatThrownBy(() -> run(Map.of(parameter, "many")).of("text"))
                    .hasMessageContaining("'" + parameter + "'")
                    .hasMessageContaining("many");
        }
    }

    @Property(tries = 200)
    void sharesAreSharesAndEverythingIsKept(@ForAll String text) {
        Verdict verdict = run(Map.of()).of(text);

        assertThat(verdict.decision().keep()).isTrue();
        verdict.values().forEach((name, value) -> {
            if (name.contains("ratio") || name.contains("duplicates")) {
                assertThat((Double) value).as(name).isBetween(0.0, 1.0);
            }
        });
    }
}
