package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WhiteSpaceFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("white_space", false);
    }

    @Test
    void theLimitIsIncludedAndWideSpacesDoNotCount() {
        FilterRun run = new FilterRun("white_space", Map.of("max_white_space_ratio", 0.5));

        assertThat(run.decision("a ")).isEqualTo("keep");
        assertThat(run.decision(" a ")).isEqualTo("white_space_ratio above max_white_space_ratio");
        assertThat(run.decision("\u00a0\u000b")).isEqualTo("keep");
    }
}
