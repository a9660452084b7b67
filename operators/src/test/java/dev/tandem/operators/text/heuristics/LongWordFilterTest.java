package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LongWordFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("long_word", true);
    }

    @Test
    void theLimitIsIncludedAndCountsCodePoints() {
        FilterRun run = new FilterRun("long_word", Map.of("max_word_length", 3));

        assertThat(run.decision("abc de")).isEqualTo("keep");
        assertThat(run.decision("abcd")).isEqualTo("longest_word above max_word_length");
        assertThat(run.decision("😀😀😀")).isEqualTo("keep");
    }
}
