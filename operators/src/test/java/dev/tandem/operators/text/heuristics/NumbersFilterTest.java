package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NumbersFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("numbers", false);
    }

    @Test
    void theLimitIsIncludedAndDigitsArePlainOnes() {
        FilterRun run = new FilterRun("numbers", Map.of("max_number_to_text_ratio", 0.5));

        assertThat(run.decision("a1")).isEqualTo("keep");
        assertThat(run.decision("a12")).isEqualTo("numbers_ratio above max_number_to_text_ratio");
        assertThat(run.decision("²½\u0663")).isEqualTo("keep");
    }
}
