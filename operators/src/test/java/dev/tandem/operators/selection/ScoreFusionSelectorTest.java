package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.operators.testing.SelectorRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreFusionSelectorTest {
    private static final List<String> FEATURES = List.of("sieve.score", "clip.score");

    /** SIEVE: each signal to [0, 1] over all samples, then 0.5 of each. */
    @Test
    void signalsAreFusedAsInSieve() {
        SelectorRun run = SelectorRun.of(
                "score_fusion",
                Map.of("features", FEATURES, "weights", List.of(0.5, 0.5)),
                new double[] {0.2, 0.6, 1.0, 0.4},
                new double[] {0.3, 0.1, 0.2, 0.15});

        assertThat(run.kept()).hasSize(4);
        assertThat(run.values("score").get(0)).isEqualTo(0.5);
        assertThat(run.values("score").get(1)).isCloseTo(0.25, within(1e-12));
        assertThat(run.values("score").get(2)).isCloseTo(0.75, within(1e-12));
        assertThat(run.values("score").get(3)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void deviationsFromTheMeanCanBeAddedUp() {
        SelectorRun run = SelectorRun.of(
                "score_fusion",
                Map.of("features", FEATURES, "weights", List.of(1, 2), "normalization", "z_score"),
                new double[] {1, 2, 3},
                new double[] {10, 0, -10});

        assertThat(run.values("score")).containsExactly(1.0, 0.0, -1.0);
    }

    @Test
    void aSampleWithoutOneOfTheValuesHasNoScore() {
        double[] sieve = {0.2, Double.NaN, 0.4};
        double[] same = {5, 5, 5};
        SelectorRun run = SelectorRun.of("score_fusion", Map.of("features", FEATURES), sieve, same);

        assertThat(run.reasons()).containsExactly("keep", "sieve.score is missing", "keep");
        assertThat(run.values("score")).containsExactly(0.0, Double.NaN, 0.5);
        assertThat(SelectorRun.of("score_fusion", Map.of("features", FEATURES, "missing", "keep"), sieve, same).kept()).hasSize(3);
    }
}
