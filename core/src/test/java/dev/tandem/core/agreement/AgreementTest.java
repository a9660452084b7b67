package dev.tandem.core.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.core.agreement.Kappa.Weighting;
import dev.tandem.core.agreement.KrippendorffAlpha.Metric;
import dev.tandem.core.calibration.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers of kappas and correlations are those of scikit-learn 1.x and scipy, computed once of the same lists. */
class AgreementTest {
    private static final double SMALL = 1e-12;
    private static final double NONE = Double.NaN;
    private static final int[] A = {0, 1, 2, 2, 1, 0, 0, 2, 1, 1, 2, 0, 1, 2, 0, 2, 1, 0, 2, 1};
    private static final int[] B = {0, 1, 2, 1, 1, 0, 1, 2, 1, 2, 2, 0, 0, 2, 0, 2, 1, 1, 2, 0};
    private static final double[] X = {1.5, 2.0, 2.0, 3.7, 4.1, 5.0, 5.5, 6.2, 7.9, 8.8};
    private static final double[] Y = {2.1, 1.9, 3.3, 3.0, 5.2, 4.4, 6.8, 5.9, 7.7, 6.1};

    @Test
    void kappaIsThatOfScikitLearn() {
        assertThat(Kappa.of(A, B, 3, Weighting.NONE)).isCloseTo(0.5488721804511278, within(SMALL));
        assertThat(Kappa.of(A, B, 3, Weighting.LINEAR)).isCloseTo(0.6571428571428571, within(SMALL));
        assertThat(Kappa.of(A, B, 3, Weighting.QUADRATIC)).isCloseTo(0.7683397683397684, within(SMALL));
        assertThat(Kappa.of(A, A, 3, Weighting.NONE)).isEqualTo(1);
    }

    @Test
    void withoutItemsOrWithOneCategoryThereIsNoKappa() {
        assertThat(Kappa.of(new int[0], new int[0], 2, Weighting.NONE)).isNaN();
        assertThat(Kappa.of(new int[] {1, 1}, new int[] {1, 1}, 2, Weighting.NONE)).isNaN();
    }

    @Test
    void aRandomJudgeHasAKappaAroundZero() {
        SplittableRandom random = new SplittableRandom(7);
        int[] people = IntStream.range(0, 2_000).map(i -> random.nextInt(2)).toArray();
        int[] judge = IntStream.range(0, 2_000).map(i -> random.nextInt(2)).toArray();
        Agreement agreement = Agreement.of(people, judge, 2, Weighting.NONE, 1);
        assertThat(agreement.kappa()).isBetween(-0.06, 0.06);
        assertThat(agreement.kappaInterval().contains(0)).isTrue();
        assertThat(agreement.same()).isBetween(940, 1_060);
        assertThat(Agreement.of(people, judge, 2, Weighting.NONE, 1)).isEqualTo(agreement);
    }

    /** The three coders of the example that the literature computes alpha of: nominal 0.691, interval 0.811. */
    @Test
    void alphaIsThatOfTheKnownExample() {
        double[][] coders = {
            {NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3},
            {1, NONE, 2, 1, 3, 3, 4, 3, NONE, NONE, NONE, NONE, NONE, NONE, NONE},
            {NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4}};
        double[][] items = IntStream.range(0, 15)
                .mapToObj(item -> Arrays.stream(coders).mapToDouble(coder -> coder[item]).toArray())
                .toArray(double[][]::new);
        assertThat(KrippendorffAlpha.of(items, Metric.NOMINAL)).isCloseTo(0.691, within(5e-4));
        assertThat(KrippendorffAlpha.of(items, Metric.INTERVAL)).isCloseTo(0.811, within(5e-4));
        assertThat(KrippendorffAlpha.of(items, Metric.ORDINAL)).isBetween(0.79, 0.82);
        assertThat(KrippendorffAlpha.of(new double[][] {{1, 1}, {1, NONE}}, Metric.NOMINAL)).isNaN();
    }

    @Test
    void correlationsAreThoseOfScipy() {
        Correlation pearson = Correlation.pearson(X, Y);
        assertThat(pearson.value()).isCloseTo(0.8773614718466847, within(SMALL));
        assertThat(pearson.interval().low()).isCloseTo(0.5534866566591758, within(SMALL));
        assertThat(pearson.interval().high()).isCloseTo(0.9707409192462557, within(SMALL));
        Correlation spearman = Correlation.spearman(X, Y);
        assertThat(spearman.value()).isCloseTo(0.8875420937728943, within(SMALL));
        assertThat(spearman.interval().low()).isCloseTo(0.570004127862752, within(SMALL));
        assertThat(spearman.interval().high()).isCloseTo(0.9744105665819266, within(SMALL));
        assertThat(Correlation.ranks(X)).containsExactly(1, 2.5, 2.5, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void numbersThatNeverChangeGoWithNothing() {
        assertThat(Correlation.pearson(X, new double[X.length]).value()).isNaN();
        assertThat(Correlation.pearson(new double[] {1, 2}, new double[] {1, 2}).interval()).isEqualTo(new Interval(-1, 1));
        assertThat(Correlation.pearson(X, X).value()).isEqualTo(1);
    }

    /** Ten pairs steady, nine times whatever stood first, once whatever stood second; ties say nothing. */
    @Test
    void positionsThatDecideAreCounted() {
        double[] given = new double[22];
        double[] swapped = new double[22];
        for (int i = 0; i < 20; i++) {
            given[i] = i < 19 ? 1 : -1;
            swapped[i] = i < 10 || i == 19 ? -1 : 1;
        }
        swapped[20] = 1;
        given[21] = Double.NaN;
        swapped[21] = 1;
        PositionBias bias = PositionBias.of(given, swapped);
        assertThat(bias).isEqualTo(new PositionBias(20, 10, 9, 1, Interval.ofShare(9, 10)));
        assertThat(bias.tells()).isTrue();
        assertThat(PositionBias.of(new double[] {1, -1}, new double[] {1, -1}).tells()).isFalse();
    }

    @Test
    void theLongerAnswersThatWinAreCounted() {
        LengthBias bias = LengthBias.of(new double[] {1, -1, 1, 0, 1, Double.NaN}, new double[] {5, -2, -1, 9, 0, 3});
        assertThat(bias).isEqualTo(new LengthBias(3, 2, Interval.ofShare(2, 3)));
    }
}
