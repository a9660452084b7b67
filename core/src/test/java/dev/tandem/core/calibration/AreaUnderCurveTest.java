package dev.tandem.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Areas under curves. */
class AreaUnderCurveTest {

    @Property(tries = 200)
    void theAreaIsTheShareOfPairsInOrder(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -5, max = 5) Integer> good,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -5, max = 5) Integer> bad) {
        double pairs = 0;
        for (int one : good) {
            for (int other : bad) {
                pairs += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        AreaUnderCurve found = AreaUnderCurve.of(numbers(good), numbers(bad));
        assertThat(found.area()).isCloseTo(pairs / good.size() / bad.size(), within(1e-12));
        assertThat(found.interval().contains(found.area())).isTrue();
        assertThat(found.interval().low()).isBetween(0.0, 1.0);
        assertThat(found.interval().high()).isBetween(0.0, 1.0);
    }

    @Property(tries = 50)
    void exchangedItIsTheOtherWayRound(
            @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -5, max = 5) Integer> good,
            @ForAll @Size(min = 2, max = 20) List<@IntRange(min = -5, max = 5) Integer> bad) {
        AreaUnderCurve one = AreaUnderCurve.of(numbers(good), numbers(bad));
        AreaUnderCurve other = AreaUnderCurve.of(numbers(bad), numbers(good));
        assertThat(other.area()).isCloseTo(1 - one.area(), within(1e-12));
        assertThat(other.interval().low()).isCloseTo(1 - one.interval().high(), within(1e-9));
    }

    /** Ten of each that are told apart do not prove that all would be. */
    @Test
    void withoutAnErrorTheIntervalStillHasAWidth() {
        double[] good = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
        double[] bad = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        AreaUnderCurve found = AreaUnderCurve.of(good, bad);
        assertThat(found.area()).isEqualTo(1);
        assertThat(found.interval().high()).isEqualTo(1);
        assertThat(found.interval().low()).isBetween(0.75, 0.9);
    }

    /** Normal values whose means differ by 1 have an area of 0.7602. */
    @Test
    void theIntervalHasTheTrueAreaInItAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int in = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] good = random.doubles(40).map(unused -> random.nextGaussian() + 1).toArray();
            double[] bad = random.doubles(40).map(unused -> random.nextGaussian()).toArray();
            in += AreaUnderCurve.of(good, bad).interval().contains(0.7602) ? 1 : 0;
        }
        assertThat(in).isBetween(370, 394);
    }

    private static double[] numbers(List<Integer> numbers) {
        return Arrays.stream(numbers.toArray(Integer[]::new)).mapToDouble(Integer::doubleValue).toArray();
    }
}
