package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParenthesesFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("parentheses", false);
    }

    @Test
    void theLimitIsIncluded() {
        FilterRun run = new FilterRun("parentheses", Map.of("max_parentheses_ratio", 0.5));

        assertThat(run.decision("a(")).isEqualTo("keep");
        assertThat(run.decision("(a)")).isEqualTo("parentheses_ratio above max_parentheses_ratio");
        assertThat(run.decision("<<>>")).isEqualTo("keep");
        assertThat(run.decision("\u27e8")).isEqualTo("parentheses_ratio above max_parentheses_ratio");
    }
}
