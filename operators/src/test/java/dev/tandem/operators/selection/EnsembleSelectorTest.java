package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.SelectorRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnsembleSelectorTest {
    private static final List<String> VOTES = List.of("a.x > 0", "b.x > 0", "c.x > 0");
    private static final double[][] VALUES = {
        {1, 1, -1, Double.NaN, Double.NaN}, {1, -1, -1, 1, Double.NaN}, {1, 1, 1, -1, Double.NaN}
    };

    @Test
    void halfOfTheVotesCastAreEnough() {
        SelectorRun run = SelectorRun.of("ensemble", Map.of("votes", VOTES), VALUES);

        assertThat(run.reasons()).containsExactly("keep", "keep", "share of votes below min_share", "keep", "no vote is cast");
        assertThat(run.values("share")).containsExactly(1.0, 2 / 3.0, 1 / 3.0, 0.5, Double.NaN);
        assertThat(run.values("votes")).containsExactly(3.0, 3.0, 3.0, 2.0, 0.0);
    }

    @Test
    void someVotesCountMore() {
        Map<String, Object> params = Map.of("votes", VOTES, "weights", List.of(1, 1, 8), "min_share", 0.8);

        assertThat(SelectorRun.of("ensemble", params, VALUES).kept()).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> SelectorRun.of("ensemble", Map.of("votes", VOTES, "weights", List.of(1, 2)), VALUES))
                .hasMessageContaining("'weights' has 2 numbers");
        assertThatThrownBy(() -> SelectorRun.of("ensemble", Map.of("votes", VOTES, "weights", List.of(1, 2, -1)), VALUES))
                .hasMessageContaining("found '-1'");
    }
}
