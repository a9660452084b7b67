package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WordCountFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("word_count", false);
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("word_count", Map.of("min_words", 2, "max_words", 3));

        assertThat(run.decision("a")).isEqualTo("word_count below min_words");
        assertThat(run.decision("a b")).isEqualTo("keep");
        assertThat(run.decision("a - 1")).isEqualTo("keep");
        assertThat(run.decision("a b c d")).isEqualTo("word_count above max_words");
    }
}
