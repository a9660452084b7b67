package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeSelectorTest {
    private static final double[] VALUES = {0.99, 1, 2, 3, 3.01, Double.NaN};

    @Test
    void bothLimitsStay() {
        SelectorRun run = SelectorRun.of("range", Map.of("feature", "words.num", "min", 1, "max", 3), VALUES);

        assertThat(run.reasons()).containsExactly(
                "words.num below min", "keep", "keep", "keep", "words.num above max", "words.num is missing");
        assertThat(run.values("max")).containsExactly(3.0, 3.0, 3.0, 3.0, 3.0, Double.NaN);
    }

    @Test
    void aLimitThatIsNotGivenIsNone() {
        SelectorRun run = SelectorRun.of("range", Map.of("feature", "words.num", "min", 2), VALUES);

        assertThat(run.kept()).containsExactly(2, 3, 4);
        assertThat(run.values("max")).containsOnly(Double.NaN);
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThatThrownBy(() -> SelectorRun.of("range", Map.of("feature", "x.y", "min", 2, "max", 1), VALUES))
                .hasMessageContaining("'min' is above 'max'");
    }
}
