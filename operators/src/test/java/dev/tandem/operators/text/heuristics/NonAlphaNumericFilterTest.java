package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NonAlphaNumericFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("non_alpha_numeric", false);
    }

    @Test
    void theLimitIsIncludedAndLettersArePlainOnes() {
        FilterRun run = new FilterRun("non_alpha_numeric", Map.of("max_non_alpha_numeric_to_text_ratio", 0.5));

        assertThat(run.decision("a-")).isEqualTo("keep");
        assertThat(run.decision("a--")).isEqualTo("non_alpha_numeric_ratio above max_non_alpha_numeric_to_text_ratio");
        assertThat(run.decision("?!,.\n")).isEqualTo("keep");
        assertThat(run.decision("é")).isEqualTo("non_alpha_numeric_ratio above max_non_alpha_numeric_to_text_ratio");
    }
}
