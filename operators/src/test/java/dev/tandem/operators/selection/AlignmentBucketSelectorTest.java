package dev.tandem.operators.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.operators.testing.SelectorRun;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlignmentBucketSelectorTest {
    private static SelectorRun run(int buckets, double... values) {
        return SelectorRun.of("alignment_bucket", Map.of("feature", "clip.score", "buckets", buckets), values);
    }

    @Test
    void bucketsAreEquallyLargeAndAscend() {
        SelectorRun run = run(4, 0.8, 0.1, 0.7, 0.2, 0.6, 0.3, 0.5, 0.4);
        assertThat(run.values("bucket")).containsExactly(3.0, 0.0, 3.0, 0.0, 2.0, 1.0, 2.0, 1.0);
        assertThat(run.kept()).hasSize(8);
    }

    @Test
    void withoutAValueASampleIsInNone() {
        SelectorRun run = run(2, 1, Double.NaN, 2);
        assertThat(run.values("bucket")).containsExactly(0.0, Double.NaN, 1.0);
        assertThat(run.reasons()).containsExactly("keep", "clip.score is missing", "keep");
        assertThat(run(3).kept()).isEmpty();
    }

    @Property(tries = 100)
    void theBucketIsThatOfTheRank(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count, @ForAll @IntRange(min = 1, max = 12) int buckets) {
        double[] values = new Random(seed).doubles(count).map(value -> Math.rint(value * 9) - 4).toArray();
        SelectorRun run = run(buckets, values);
        List<Integer> ascending = IntStream.range(0, count).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> values[i] + 0.0).thenComparing(i -> run.samples().get(i).id()))
                .toList();
        for (int rank = 0; rank < count; rank++) {
            int at = rank;
            int bucket = (int) IntStream.range(1, buckets).filter(i -> i * count / buckets <= at).count();
            assertThat(run.values("bucket").get(ascending.get(rank))).isEqualTo(bucket);
        }
    }
}
