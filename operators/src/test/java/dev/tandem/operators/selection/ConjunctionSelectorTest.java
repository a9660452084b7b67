package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.SelectorRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConjunctionSelectorTest {
    private static final List<String> CONDITIONS = List.of("clip.score >= 0.28", "words.num < 9", "words.num > 2");

    @Test
    void allConditionsHaveToBeMet() {
        double[] words = {5, 5, 9, 2, Double.NaN};
        SelectorRun run = SelectorRun.of(
                "conjunction", Map.of("conditions", CONDITIONS), new double[] {0.28, 0.2, 0.3, 0.3, 0.3}, words, words);

        assertThat(run.reasons()).containsExactly(
                "keep", "clip.score too low", "words.num too high", "words.num too low", "words.num is missing");
        assertThat(run.values("met")).containsExactly(3.0, 2.0, 2.0, 2.0, 1.0);
    }

    @Test
    void whatIsMissingCanCountAsMet() {
        double[] words = {Double.NaN, Double.NaN};
        SelectorRun run = SelectorRun.of(
                "conjunction", Map.of("conditions", CONDITIONS, "missing", "keep"), new double[] {0.3, 0.2}, words, words);

        assertThat(run.kept()).containsExactly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip.score", "clip.score >=", "clip.score = 1", "clip.score >= x", "clip.score >= NaN", "a >= 1 b", ""})
    void whatIsNoConditionIsRefused(String text) {
        assertThatThrownBy(() -> SelectorRun.of("conjunction", Map.of("conditions", List.of(text)), new double[] {1}))
                .hasMessageContainingAll("'conjunction'", "'conditions'", "found '" + text + "'");
    }
}
