package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PunctuationFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("punctuation", false);
    }

    @Test
    void theLimitIsIncludedAndBlankLinesDoNotCount() {
        FilterRun run = new FilterRun("punctuation", Map.of("max_num_sentences_without_endmark_ratio", 0.5));

        assertThat(run.decision("a.\nb")).isEqualTo("keep");
        assertThat(run.decision("a.\nb\nc")).isEqualTo("lines_without_endmark_ratio above max_num_sentences_without_endmark_ratio");
        assertThat(run.decision("a! \nb?\n'c'\n\n")).isEqualTo("keep");
    }
}
