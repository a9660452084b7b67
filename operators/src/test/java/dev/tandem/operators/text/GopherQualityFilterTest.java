package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GopherQualityFilterTest {
    private static final Map<String, Object> STRICT = Map.of(
            "min_doc_words", 5, "max_doc_words", 60, "min_avg_word_length", 4, "max_avg_word_length", 6,
            "max_symbol_word_ratio", 0.05, "max_bullet_lines_ratio", 0.5, "max_ellipsis_lines_ratio", 0.2,
            "max_non_alpha_words_ratio", 0.9, "min_stop_words", 3);

    @Test
    void countsAndDecisionsAgreeWithDatatrove() {
        Datatrove.agrees("gopher_quality", Map.of(), "gopher_quality");
        Datatrove.agrees("gopher_quality", STRICT, "gopher_quality_strict");
    }

    @Test
    void zeroIsNoLimit() {
        FilterRun run = new FilterRun("gopher_quality", Map.of(
                "min_doc_words", 0, "max_doc_words", 0, "min_avg_word_length", 0, "max_avg_word_length", 0,
                "max_symbol_word_ratio", 0, "max_bullet_lines_ratio", 0, "max_ellipsis_lines_ratio", 0,
                "max_non_alpha_words_ratio", 0, "min_stop_words", 0));

        assertThat(List.of("", "#", "...", "- x", "a")).allSatisfy(text ->
                assertThat(run.decision(text)).isEqualTo("keep"));
    }

    @Test
    void stopWordsCountOnceAndInTheirCase() {
        FilterRun run = new FilterRun("gopher_quality", Map.of("stop_words", List.of("bay", "tide")));

        assertThat(run.of("bay bay Tide.").values()).containsEntry("stop_words", 1.0);
        assertThat(run.of("bay's tide").values()).containsEntry("stop_words", 2.0);
    }
}
