package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KSigmaSelectorTest {
    /** Mean 6.2, sample deviation 5.585696017507576 (pandas, std). */
    private static final double[] VALUES = {2, 4, 4, 5, 16};

    private static SelectorRun run(Map<String, Object> params, double... values) {
        return SelectorRun.of("k_sigma", params, values);
    }

    @Test
    void theLimitsAreThoseOfPandas() {
        SelectorRun run = run(Map.of("feature", "words.num", "k", 1.5), VALUES);

        assertThat(run.kept()).containsExactly(0, 1, 2, 3);
        assertThat(run.reasons().getLast()).isEqualTo("words.num too far above the mean");
        assertThat(run.values("min").getFirst()).isCloseTo(6.2 - 1.5 * 5.585696017507576, within(1e-12));
        assertThat(run.values("max").getFirst()).isCloseTo(6.2 + 1.5 * 5.585696017507576, within(1e-12));
        assertThat(run.values("sigmas").getFirst()).isCloseTo((2 - 6.2) / 5.585696017507576, within(1e-12));
    }

    @Test
    void oneSideAloneCanGo() {
        assertThat(run(Map.of("feature", "x.y", "k", 0.5, "sides", "lower"), VALUES).kept()).containsExactly(1, 2, 3, 4);
        assertThat(run(Map.of("feature", "x.y", "k", 0.5, "sides", "upper"), VALUES).kept()).containsExactly(0, 1, 2, 3);
        assertThat(run(Map.of("feature", "x.y", "k", 0.5), VALUES).kept()).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsNotFiniteIsNotCounted() {
        SelectorRun run = run(
                Map.of("feature", "x.y"), 1, Double.NaN, 1, Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY);

        assertThat(run.reasons()).containsExactly(
                "keep", "x.y is missing", "keep", "x.y too far above the mean", "keep", "x.y too far below the mean");
        assertThat(run.values("min").getFirst()).isEqualTo(1);
    }

    @Test
    void oneValueAndNoneAreJudged() {
        assertThat(run(Map.of("feature", "x.y"), 7).kept()).containsExactly(0);
        assertThat(run(Map.of("feature", "x.y"), Double.NaN).kept()).isEmpty();
        assertThat(run(Map.of("feature", "x.y"), new double[0]).kept()).isEmpty();
    }
}
