package dev.tandem.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals of shares. */
class IntervalTest {
    /** Numbers as Wilson's formula gives them, worked out apart from the code. */
    @ParameterizedTest
    @CsvSource({"9, 10, 0.595850, 0.982124", "0, 20, 0, 0.161125", "20, 20, 0.838875, 1", "81, 263, 0.255289, 0.366210"})
    void wilsonsIntervalIsThatOfTheFormula(long of, long all, double low, double high) {
        assertThat(Interval.ofShare(of, all).low()).isCloseTo(low, within(1e-5));
        assertThat(Interval.ofShare(of, all).high()).isCloseTo(high, within(1e-5));
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(Interval.ofShare(0, 0)).isEqualTo(new Interval(0, 1));
    }

    @Property(tries = 200)
    void theShareIsInItAndMoreSamplesMakeItNarrower(@ForAll @IntRange(max = 50) int of, @ForAll @IntRange(min = 1, max = 50) int others) {
        Interval few = Interval.ofShare(of, of + others);
        Interval many = Interval.ofShare(10L * of, 10L * (of + others));
        assertThat(few.contains((double) of / (of + others))).isTrue();
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
    }
}
