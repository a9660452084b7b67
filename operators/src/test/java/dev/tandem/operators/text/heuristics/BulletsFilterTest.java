package dev.tandem.operators.text.heuristics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.FilterRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BulletsFilterTest {
    @Test
    void scoresAgreeWithNemo() {
        Nemo.agrees("bullets", false);
    }

    @Test
    void theLimitIsIncludedAndHyphensAreNoBullets() {
        FilterRun run = new FilterRun("bullets", Map.of("max_bullet_lines_ratio", 0.5));

        assertThat(run.decision("• a\nb")).isEqualTo("keep");
        assertThat(run.decision("• a\n ◦ b\nc")).isEqualTo("bullet_lines_ratio above max_bullet_lines_ratio");
        assertThat(run.decision("- a\n* b")).isEqualTo("keep");
    }
}
