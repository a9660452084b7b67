package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuantileRangeSelectorTest {
    private static SelectorRun run(double lower, double upper, double... values) {
        return SelectorRun.of("quantile_range", Map.of("feature", "words.num", "lower", lower, "upper", upper), values);
    }

    /** Data-Juicer's range_specified_field_selector of percentiles 0.2 and 0.8 keeps ranks 2 to 7 of ten. */
    @Test
    void theRanksAreThoseOfDataJuicer() {
        SelectorRun run = run(0.2, 0.8, 9, 0, 8, 1, 7, 2, 6, 3, 5, 4);

        assertThat(run.kept()).containsExactly(4, 5, 6, 7, 8, 9);
        assertThat(run.values("min")).containsOnly(2.0);
        assertThat(run.values("max")).containsOnly(7.0);
        assertThat(run.values("quantile").getFirst()).isEqualTo(0.999);
        assertThat(run.reasons()).contains("words.num outside of the quantiles");
    }

    @Test
    void nothingLiesBetweenEqualQuantiles() {
        assertThat(run(0.5, 0.5, 1, 2, 3).kept()).isEmpty();
        assertThat(run(0, 1, 1, 2, Double.NaN).kept()).containsExactly(0, 1);
        assertThatThrownBy(() -> run(0.6, 0.5, 1)).hasMessageContaining("'lower' is above 'upper'");
    }

    @Property(tries = 100)
    void whatStaysIsWhatSortingSays(
            @ForAll long seed,
            @ForAll @IntRange(max = 50) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        double[] values = new Random(seed).doubles(count).map(value -> Math.rint(value * 9) - 4).toArray();
        SelectorRun run = run(Math.min(one, other), Math.max(one, other), values);
        List<Integer> ascending = IntStream.range(0, count).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> values[i] + 0.0).thenComparing(i -> run.samples().get(i).id()))
                .toList();

        assertThat(run.kept()).isEqualTo(ascending
                .subList((int) (count * Math.min(one, other)), (int) (count * Math.max(one, other))).stream().sorted().toList());
    }
}
