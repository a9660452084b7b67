package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RepeatedLinesFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("repeated_lines", false);
    }

    @Test
    void theLimitIsIncludedAndBlankLinesDoNotCount() {
        FilterRun run = new FilterRun("repeated_lines", Map.of("max_repeated_line_fraction", 0.5));

        assertThat(run.decision("a\na")).isEqualTo("keep");
        assertThat(run.decision("a\na\na")).isEqualTo("unique_lines_ratio below max_repeated_line_fraction");
        assertThat(run.decision("a\n\n\na ")).isEqualTo("keep");
    }
}
