package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EllipsisFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("ellipsis", false);
    }

    @Test
    void theLimitIsIncludedAndCaseDoesNotMatter() {
        FilterRun run = new FilterRun("ellipsis", Map.of("max_num_lines_ending_with_ellipsis_ratio", 0.5));

        assertThat(run.decision("a...\nb")).isEqualTo("keep");
        assertThat(run.decision("a...\nRead More \nb")).isEqualTo("ellipsis_lines_ratio above max_num_lines_ending_with_ellipsis_ratio");
        assertThat(run.decision("a..\nread more.")).isEqualTo("keep");
    }
}
