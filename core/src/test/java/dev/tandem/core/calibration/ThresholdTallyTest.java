package dev.tandem.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Counts of what thresholds keep. */
class ThresholdTallyTest {

    @Property(tries = 100)
    void everyThresholdKeepsWhatReachesIt(
            @ForAll @Size(max = 50) List<@IntRange(min = -4, max = 4) Integer> values,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = -4, max = 4) Integer> thresholds,
            @ForAll boolean higher) {
        double sign = higher ? 1 : -1;
        double[] within = thresholds.stream().mapToDouble(threshold -> sign * threshold + 0.0).toArray();
        ThresholdTally one = new ThresholdTally(sign, within);
        ThresholdTally other = one.empty();
        for (int i = 0; i < values.size(); i++) {
            (i % 2 == 0 ? one : other).add(values.get(i));
        }
        other.add(Double.NaN);
        other.add(Double.POSITIVE_INFINITY);
        one.add(other);
        assertThat(one.values()).isEqualTo(values.size());
        for (int i = 0; i < within.length; i++) {
            int threshold = thresholds.get(i);
            assertThat(one.kept(within[i]))
                    .isEqualTo(values.stream().filter(value -> higher ? value >= threshold : value <= threshold).count());
        }
    }
}
