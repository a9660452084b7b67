package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RepeatedParagraphsByCharFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("repeated_paragraphs_by_char", false);
    }

    @Test
    void theLimitIsIncludedAndLongParagraphsCountMore() {
        FilterRun run = new FilterRun("repeated_paragraphs_by_char", Map.of("max_repeated_paragraphs_char_ratio", 0.5));

        assertThat(run.decision("abc\n\nabc")).isEqualTo("keep");
        assertThat(run.decision("abc\n\nabc\n\nabc")).isEqualTo("unique_paragraphs_char_ratio below max_repeated_paragraphs_char_ratio");
        assertThat(run.decision("a\n\na\n\nbcd")).isEqualTo("keep");
    }
}
