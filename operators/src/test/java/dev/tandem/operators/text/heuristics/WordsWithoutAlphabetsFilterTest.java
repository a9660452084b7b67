package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WordsWithoutAlphabetsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("words_without_alphabets", false);
    }

    @Test
    void theLimitIsIncluded() {
        FilterRun run = new FilterRun("words_without_alphabets", Map.of("min_words_with_alphabets", 0.5));

        assertThat(run.decision("a 1")).isEqualTo("keep");
        assertThat(run.decision("a 1 2")).isEqualTo("words_with_alphabets_ratio below min_words_with_alphabets");
        assertThat(run.decision("1a 2b")).isEqualTo("keep");
    }
}
