package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SymbolsToWordsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("symbols_to_words", false);
    }

    @Test
    void theLimitIsIncludedAndStretchesOfNumberSignsCountOnce() {
        FilterRun run = new FilterRun("symbols_to_words", Map.of("max_symbol_to_word_ratio", 0.5));

        assertThat(run.decision("a #")).isEqualTo("keep");
        assertThat(run.decision("a # ...")).isEqualTo("symbol_to_word_ratio above max_symbol_to_word_ratio");
        assertThat(run.decision("#a ####")).isEqualTo("keep");
    }
}
