package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdSelectorTest {
    private static final double[] VALUES = {0.1, 0.28, Double.NaN, 0.5, Double.NEGATIVE_INFINITY};

    private static SelectorRun run(Map<String, Object> params) {
        return SelectorRun.of("threshold", params, VALUES);
    }

    @Test
    void theThresholdItselfStays() {
        assertThat(run(Map.of("feature", "clip.score", "threshold", 0.28)).reasons()).containsExactly(
                "clip.score below threshold", "keep", "clip.score is missing", "keep", "clip.score below threshold");
        assertThat(run(Map.of("feature", "clip.score", "threshold", 0.28, "keep", "at_most")).reasons()).containsExactly(
                "keep", "keep", "clip.score is missing", "clip.score above threshold", "keep");
    }

    @Test
    void whatIsMissingCanStay() {
        assertThat(run(Map.of("feature", "clip.score", "threshold", 0.28, "missing", "keep")).kept()).containsExactly(1, 2, 3);
    }

    @Test
    void readersAreToldTheValueAndTheLimit() {
        SelectorRun run = run(Map.of("feature", "clip.score", "threshold", 0.28));

        assertThat(run.values("value")).containsExactly(0.1, 0.28, Double.NaN, 0.5, Double.NEGATIVE_INFINITY);
        assertThat(run.values("min")).containsExactly(0.28, 0.28, Double.NaN, 0.28, 0.28);
    }
}
