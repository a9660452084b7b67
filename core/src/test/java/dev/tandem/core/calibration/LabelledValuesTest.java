package dev.tandem.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.calibration.LabelledValues.Bootstrap;
import dev.tandem.core.calibration.LabelledValues.Kept;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Curves and thresholds over labelled samples. */
class LabelledValuesTest {

    private record Labelled(double[] values, boolean[] good) {
        static Labelled random(long seed, int size) {
            Random random = new Random(seed);
            double[] values = random.ints(size, 0, 30).mapToDouble(value -> value / 10.0).toArray();
            boolean[] good = new boolean[size];
            for (int i = 0; i < size; i++) {
                good[i] = random.nextDouble() < values[i] / 3 + 0.1;
            }
            return new Labelled(values, good);
        }

        LabelledValues ordered() {
            return new LabelledValues(values, good);
        }

        long kept(double threshold) {
            return IntStream.range(0, values.length).filter(i -> values[i] >= threshold).count();
        }

        long keptGood(double threshold) {
            return IntStream.range(0, values.length).filter(i -> values[i] >= threshold && good[i]).count();
        }
    }

    @Property(tries = 100)
    void theThresholdIsTheLeastStrictOfAllThatHaveThePrecision(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size, @ForAll @DoubleRange(min = 0.1, max = 1) double precision) {
        Labelled labelled = Labelled.random(seed, size);
        double expected = IntStream.range(0, size)
                .mapToDouble(i -> labelled.values()[i])
                .filter(value -> labelled.kept(value) >= LabelledValues.LEAST_KEPT)
                .filter(value -> (double) labelled.keptGood(value) / labelled.kept(value) >= precision)
                .min()
                .orElse(Double.NaN);
        assertThat(labelled.ordered().threshold(precision)).isEqualTo(Double.valueOf(expected));
    }

    @Property(tries = 100)
    void curvesCountAndNeverKeepMoreFromAHigherThreshold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
        Labelled labelled = Labelled.random(seed, size);
        List<Kept> curve = labelled.ordered().curve(10);
        assertThat(curve).hasSizeLessThanOrEqualTo(10).allSatisfy(point -> {
            assertThat((long) point.samples()).isEqualTo(labelled.kept(point.threshold()));
            assertThat((long) point.good()).isEqualTo(labelled.keptGood(point.threshold()));
        });
        assertThat(curve.getFirst().samples()).isEqualTo(size);
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).threshold()).isGreaterThan(curve.get(i - 1).threshold());
            assertThat(curve.get(i).samples()).isLessThan(curve.get(i - 1).samples());
            assertThat(curve.get(i).good()).isLessThanOrEqualTo(curve.get(i - 1).good());
        }
    }

    @Property(tries = 100)
    void whatIsWrittenKeepsTheSame(@ForAll long seed, @ForAll @IntRange(min = 6, max = 40) int size) {
        Random random = new Random(seed);
        double[] values = random.doubles(size).map(value -> (value - 0.5) * 7).toArray();
        boolean[] good = new boolean[size];
        LabelledValues ordered = new LabelledValues(values, good);
        for (double threshold : values) {
            double written = ordered.written(threshold);
            assertThat(ordered.kept(written).samples()).isEqualTo(ordered.kept(threshold).samples());
        }
    }

    @Test
    void whatIsWrittenHasFewDigits() {
        LabelledValues ordered = new LabelledValues(new double[] {0.1234567, 0.3141592, 0.31455, 7.25}, new boolean[4]);
        assertThat(ordered.written(0.31455)).isEqualTo(0.3145);
        assertThat(ordered.written(0.3141592)).isEqualTo(0.3);
        assertThat(ordered.written(7.25)).isEqualTo(7);
        assertThat(ordered.written(0.1234567)).isEqualTo(0.1234567);
    }

    @Test
    void aThresholdThatKeepsAHandfulIsNone() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8};
        boolean[] good = {false, false, false, false, true, true, true, true};
        assertThat(new LabelledValues(values, good).threshold(1)).isNaN();
        assertThat(new LabelledValues(values, good).threshold(0.8)).isEqualTo(4);
    }

    @Test
    void theSameSeedDrawsTheSameAndTheThresholdIsAmongWhatIsDrawn() {
        LabelledValues ordered = Labelled.random(3, 200).ordered();
        Bootstrap drawn = ordered.bootstrap(0.8, 1);
        assertThat(ordered.bootstrap(0.8, 1)).isEqualTo(drawn);
        assertThat(drawn.found()).isGreaterThan(0.9);
        assertThat(drawn.threshold().contains(ordered.threshold(0.8))).isTrue();
        assertThat(drawn.threshold().low()).isLessThan(drawn.threshold().high());
    }

    @Test
    void balancedStandsBetweenWhatIsToldApart() {
        double[] values = {5, 1, 2, 6, 3, 4};
        boolean[] good = {true, false, false, true, false, true};
        assertThat(new LabelledValues(values, good).balanced()).isEqualTo(4);
    }
}
