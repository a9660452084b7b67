package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RepeatedParagraphsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("repeated_paragraphs", false);
    }

    @Test
    void theLimitIsIncludedAndLinesAreNoParagraphs() {
        FilterRun run = new FilterRun("repeated_paragraphs", Map.of("max_repeated_paragraphs_ratio", 0.5));

        assertThat(run.decision("a\n\na")).isEqualTo("keep");
        assertThat(run.decision("a\n\na\n\na")).isEqualTo("unique_paragraphs_ratio below max_repeated_paragraphs_ratio");
        assertThat(run.decision("a\na\na")).isEqualTo("keep");
    }
}
