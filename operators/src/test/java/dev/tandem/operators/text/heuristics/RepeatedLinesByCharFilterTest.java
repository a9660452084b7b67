package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RepeatedLinesByCharFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("repeated_lines_by_char", false);
    }

    @Test
    void theLimitIsIncludedAndLongLinesCountMore() {
        FilterRun run = new FilterRun("repeated_lines_by_char", Map.of("max_repeated_lines_char_ratio", 0.5));

        assertThat(run.decision("abc\nabc")).isEqualTo("keep");
        assertThat(run.decision("a\na\nbcd")).isEqualTo("keep");
        assertThat(run.decision("abc\nabc\nabc")).isEqualTo("unique_lines_char_ratio below max_repeated_lines_char_ratio");
    }
}
