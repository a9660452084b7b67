package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TopFractionSelectorTest {
    private static final String FEATURE = "clip.score";

    private static SelectorRun run(Map<String, Object> params, double... values) {
        Map<String, Object> all = new TreeMap<>(params);
        all.put("feature", FEATURE);
        return SelectorRun.of("top_fraction", all, values);
    }

    /** DataComp: the threshold is the value at index int(0.3 * n) of the descending scores, and what is at or above it stays. */
    @Test
    void theTopThirtyPercentAreThoseOfDataComp() {
        double[] ten = {0.21, 0.35, 0.28, 0.19, 0.31, 0.25, 0.4, 0.1, 0.33, 0.05};
        assertThat(run(Map.of(), ten).kept()).containsExactly(1, 4, 6, 8);
        assertThat(run(Map.of(), ten).values("min")).containsOnly(0.31);

        double[] ties = {0.5, 0.4, 0.4, 0.4, 0.4, 0.3, 0.2};
        assertThat(run(Map.of(), ties).kept()).as("index 2 of 7").containsExactly(0, 1, 2, 3, 4);
        assertThat(run(Map.of("fraction", 0.0), ties).kept()).as("index 0").containsExactly(0);
        assertThat(run(Map.of("fraction", 1.0), ties).kept()).hasSize(7);
    }

    @Test
    void anExactNumberStaysAndTiesGoToTheSmallestIds() {
        double[] values = {0.4, 0.5, 0.4, 0.4, 0.4, 0.1, 0.1, 0.1, 0.1, 0.1};
        SelectorRun run = run(Map.of("cut", "count"), values);
        List<Integer> equal = IntStream.of(0, 2, 3, 4).boxed()
                .sorted(Comparator.comparing(i -> run.samples().get(i).id())).limit(2).toList();

        assertThat(run.kept()).hasSize(3).contains(1).containsAll(equal);
        assertThat(run(Map.of("cut", "count", "count", 2), values).kept()).hasSize(2);
        assertThat(run(Map.of("cut", "count", "fraction", 0), values).kept()).isEmpty();
        assertThat(run(Map.of("cut", "count", "fraction", 1), values).kept()).hasSize(10);
    }

    @Test
    void whatIsMissingIsNotCounted() {
        SelectorRun run = run(Map.of("fraction", 0.5, "cut", "count"), 1, Double.NaN, 2, Double.NaN, 3, Double.NaN, 4);

        assertThat(run.kept()).containsExactly(4, 6);
        assertThat(run.reasons()).contains(FEATURE + " is missing", FEATURE + " not in the top fraction");
        assertThat(run(Map.of("missing", "keep"), 1, Double.NaN).kept()).containsExactly(0, 1);
        assertThat(run(Map.of(), Double.NaN, Double.NaN).kept()).isEmpty();
    }

    @Test
    void theLowestCanBeTheBest() {
        SelectorRun run = run(Map.of("order", "lowest", "fraction", 0.4), 5, -3, 0, -0.0, Double.POSITIVE_INFINITY);

        assertThat(run.kept()).containsExactly(1, 2, 3);
        assertThat(run.values("max")).containsOnly(0.0);
    }

    @Test
    void readersAreToldAboutWhereASampleStands() {
        double[] values = IntStream.range(0, 2_000).mapToDouble(i -> i).toArray();
        List<Double> shares = run(Map.of(), values).values("top_share");

        assertThat(shares.getLast()).isZero();
        assertThat(shares.get(1_000)).isEqualTo(0.499);
        assertThat(shares.getFirst()).isEqualTo(0.999);
    }

    @Property(tries = 100)
    void whatStaysIsWhatSortingSays(
            @ForAll long seed, @ForAll @IntRange(max = 60) int count, @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        Random random = new Random(seed);
        double[] values = random.doubles(count).map(value -> Math.rint(value * 15)).toArray();
        double[] descending = Arrays.stream(values).map(value -> -value).sorted().map(value -> -value).toArray();
        int index = (int) (count * fraction);
        double threshold = index < count ? descending[index] : Double.NEGATIVE_INFINITY;

        SelectorRun byValue = run(Map.of("fraction", fraction), values);
        assertThat(byValue.kept())
                .isEqualTo(IntStream.range(0, count).filter(i -> values[i] >= threshold).boxed().toList());

        SelectorRun byCount = run(Map.of("fraction", fraction, "cut", "count"), values);
        List<Integer> best = IntStream.range(0, count).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparing(i -> byCount.samples().get(i).id()))
                .limit(index)
                .sorted()
                .toList();
        assertThat(byCount.kept()).isEqualTo(best);
    }

    @Property(tries = 50)
    void aGreaterFractionKeepsWhatASmallerOneDoes(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other,
            @ForAll boolean exact) {
        double[] values = new Random(seed).doubles(40).map(value -> Math.rint(value * 20)).toArray();
        String cut = exact ? "count" : "value";

        assertThat(run(Map.of("fraction", Math.max(one, other), "cut", cut), values).kept())
                .containsAll(run(Map.of("fraction", Math.min(one, other), "cut", cut), values).kept());
    }
}
