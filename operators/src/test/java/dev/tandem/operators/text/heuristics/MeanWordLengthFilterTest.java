package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeanWordLengthFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("mean_word_length", false);
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("mean_word_length", Map.of("min_mean_word_length", 2, "max_mean_word_length", 3));

        assertThat(run.decision("a")).isEqualTo("mean_word_length below min_mean_word_length");
        assertThat(run.decision("a abc")).isEqualTo("keep");
        assertThat(run.decision("abc")).isEqualTo("keep");
        assertThat(run.decision("abc abcd")).isEqualTo("mean_word_length above max_mean_word_length");
    }
}
