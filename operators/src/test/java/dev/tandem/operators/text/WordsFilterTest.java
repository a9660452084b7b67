package dev.tandem.operators.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WordsFilterTest {
    @Test
    void numbersAgreeWithDataJuicer() {
        Reference.agrees("words", Map.of(), "num_words", "words_num");
    }

    @Test
    void whatIsSpecialCharactersAloneIsNoWord() {
        FilterRun run = new FilterRun("words", Map.of());

        assertThat(run.number("one (two) 3 - four\tfive\nsix")).isEqualTo(5);
        assertThat(run.number(" \n\t")).isZero();
    }

    @Test
    void bothLimitsAreIncluded() {
        FilterRun run = new FilterRun("words", Map.of("min_num", 2, "max_num", 3));

        assertThat(run.decision("a")).isEqualTo("num_words below min_num");
        assertThat(run.decision("a b")).isEqualTo("keep");
        assertThat(run.decision("a b c")).isEqualTo("keep");
        assertThat(run.decision("a b c d")).isEqualTo("num_words above max_num");
    }
}
