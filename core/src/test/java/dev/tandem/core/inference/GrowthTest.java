package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth(Duration.ofSeconds(1), Duration.ofSeconds(10));

    @Test
    void doublesUpToItsLimit() {
        assertThat(growth.after(1)).hasSeconds(1);
        assertThat(growth.after(2)).hasSeconds(2);
        assertThat(growth.after(4)).hasSeconds(8);
        assertThat(growth.after(5)).hasSeconds(10);
        assertThat(growth.after(Integer.MAX_VALUE)).hasSeconds(10);
    }

    @Property
    void aJitteredTimeIsAPartOfTheWhole(
            @ForAll @IntRange(min = 1) int failures, @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
        assertThat(growth.jittered(failures, random)).isBetween(Duration.ZERO, growth.after(failures));
    }

    @Test
    void refusesTimesThatDoNotGrow() {
        assertThatThrownBy(() -> new Growth(Duration.ZERO, Duration.ofSeconds(1))).hasMessageContaining("0 < first");
        assertThatThrownBy(() -> new Growth(Duration.ofSeconds(2), Duration.ofSeconds(1))).hasMessageContaining("first <= longest");
    }
}
