package dev.tandem.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final float[][] AXES = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    @Test
    void recallCountsBothDirections() {
        float[][] texts = {{1, 0, 0}, {0.6f, 0.8f, 0}, {0.8f, 0, 0.6f}};
        Retrieval retrieval = Retrieval.of(AXES, texts);
        // The first image finds its text first, the others too; the third text is nearer to the first image.
        assertThat(retrieval.ranks()).containsExactly(1, 1, 1, 1, 1, 2);
        assertThat(retrieval.imageToText(1)).isEqualTo(1);
        assertThat(retrieval.textToImage(1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(retrieval.recall(1)).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(retrieval.recall(2)).isEqualTo(1);
        assertThat(retrieval.foundByPair(1)).containsExactly(1, 1, 0.5);
    }

    @Test
    void aModelThatGivesAllTheSameFindsNothing() {
        float[][] same = {{1, 0, 0}, {1, 0, 0}, {1, 0, 0}};
        assertThat(Retrieval.of(same, same).recall(2)).isZero();
        float[][] broken = {{Float.NaN, 0, 0}, {Float.NaN, 0, 0}, {Float.NaN, 0, 0}};
        assertThat(Retrieval.of(broken, broken).recall(2)).isZero();
    }

    @Test
    void areaIsTheShareOfPairsInTheRightOrder() {
        boolean[] good = {true, false, true, false, true};
        // Of six comparisons: 0.9 wins two, 0.4 wins one and loses one, 0.5 ties one and wins one.
        assertThat(RankingCurve.area(new double[] {0.9, 0.5, 0.4, 0.1, 0.5}, good)).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(RankingCurve.area(new double[] {1, 1, 1, 1, 1}, good)).isEqualTo(0.5);
    }

    @Test
    void randomScoresAndSwappedPairsTellNothing() {
        boolean[] good = new boolean[4000];
        Arrays.fill(good, 0, 2800, true);
        assertThat(RankingCurve.area(NegativeControls.randomScores(4000, 5), good)).isCloseTo(0.5, within(0.03));
        int[] swapped = NegativeControls.swapped(50, 3);
        assertThat(swapped).containsExactlyInAnyOrder(java.util.stream.IntStream.range(0, 50).toArray());
        for (int i = 0; i < 50; i++) {
            assertThat(swapped[i]).isNotEqualTo(i);
        }
    }

    @Test
    void intervalsAreThoseOfStudent() {
        // Mean 3, deviation sqrt(2.5), four degrees of freedom: 2.776 * sqrt(2.5 / 5).
        Interval interval = Interval.ofMean(1, 2, 3, 4, 5);
        assertThat(interval.value()).isEqualTo(3);
        assertThat(interval.margin()).isCloseTo(1.96324, within(1e-4));
        assertThat(interval.isAboveZero()).isTrue();
        assertThat(Interval.ofDifference(new double[] {1, 2, 3}, new double[] {2, 1, 3}).isAboveZero()).isFalse();
        assertThat(Interval.ofMean(7).low()).isNaN();
        assertThat(Interval.ofMean(7).isAboveZero()).isFalse();
    }

    @Test
    void theBootstrapCoversTheMean() {
        double[] values = new double[400];
        Arrays.fill(values, 0, 100, 1);
        Interval interval = Interval.ofBootstrap(400, 500, 1, drawn -> Arrays.stream(drawn).mapToDouble(i -> values[i]).sum() / 400);
        assertThat(interval.value()).isEqualTo(0.25);
        // 1.96 * sqrt(0.25 * 0.75 / 400) = 0.0424
        assertThat(interval.margin()).isCloseTo(0.0424, within(0.006));
    }

    @Test
    void slicesAreLookedForAmongAllPairs() {
        float[][] texts = {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}};
        var slices = Slices.recall(Retrieval.of(AXES, texts), new String[] {"right", "wrong", "wrong"}, 1, 1);
        assertThat(slices.get("right").recall().value()).isEqualTo(1);
        assertThat(slices.get("wrong").recall().value()).isZero();
        assertThat(slices.get("wrong").pairs()).isEqualTo(2);
    }
}
