package dev.tandem.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Shares of rows, which successive halving trains on. */
class JobRowsTest {
    private static Set<String> ids(JobRows rows) {
        return rows.rows().stream().map(JobRow::id).collect(Collectors.toSet());
    }

    @Property(tries = 50)
    void smallerSharesArePartsOfLargerOnesAndHaveTheirSize(
            @ForAll @IntRange(min = 2, max = 60) int count,
            @ForAll @DoubleRange(min = 0.01, max = 1) double one,
            @ForAll @DoubleRange(min = 0.01, max = 1) double other) {
        JobRows rows = PlantedJobs.data(count, 1).training();
        JobRows small = rows.share(Math.min(one, other));
        JobRows large = rows.share(Math.max(one, other));
        assertThat(ids(large)).containsAll(ids(small));
        assertThat(small.count()).isEqualTo((int) Math.max(2, Math.round(Math.min(one, other) * count)));
        assertThat(ids(rows.share(1))).isEqualTo(ids(rows));
    }

    @Property(tries = 30)
    void whetherARowIsInDoesNotDependOnTheOrder(@ForAll @IntRange(min = 3, max = 40) int count) {
        JobRows rows = PlantedJobs.data(count, 1).training();
        int[] backwards = new int[count];
        java.util.Arrays.setAll(backwards, i -> count - 1 - i);
        assertThat(ids(rows.at(backwards).share(0.4))).isEqualTo(ids(rows.share(0.4)));
        List<String> order = rows.share(0.4).rows().stream().map(JobRow::id).toList();
        assertThat(order).isSubsetOf(new HashSet<>(ids(rows))).isSortedAccordingTo(
                java.util.Comparator.comparingInt(id -> Integer.parseInt(id.substring(2))));
    }
}
