package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlignmentVerdictSelectorTest {
    private static final double[] PAIR = {0.3, 0.05, 0.05, 0.3, 0.05, Double.NaN};
    private static final double[] REWRITTEN = {0.2, 0.25, 0.02, 0.3, 0.25, 0.25};
    private static final double[] QUALITY = {5, 5, 5, 1, Double.NaN, 5};

    @Test
    void pairsAreKeptRewrittenOrDroppedOnTwoAxes() {
        SelectorRun run = SelectorRun.of(
                "alignment_verdict",
                Map.of("feature", "clip_score.similarity", "rewritten", "clip_score#2.similarity", "quality", "aesthetic.score",
                        "min_quality", 2),
                PAIR, REWRITTEN, QUALITY);

        assertThat(run.values("verdict")).containsExactly(2.0, 1.0, 0.0, 0.0, 0.0, 1.0);
        assertThat(run.reasons()).containsExactly(
                "keep", "keep", "neither text nor rewritten text fits", "not good enough, whatever the text",
                "not good enough, whatever the text", "keep");
    }

    @Test
    void withoutARewrittenTextOrQualityThePairAloneCounts() {
        SelectorRun run = SelectorRun.of("alignment_verdict", Map.of("feature", "clip_score.similarity"), PAIR);
        assertThat(run.kept()).containsExactly(0, 3);
        SelectorRun withQuality = SelectorRun.of(
                "alignment_verdict", Map.of("feature", "a.x", "quality", "b.x", "min_quality", 2), PAIR, QUALITY);
        assertThat(withQuality.kept()).containsExactly(0);
    }
}
