package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private static final Duration TARGET = Duration.ofSeconds(2);
    private static final long QUICK = TARGET.toNanos() / 2;
    private static final long SLOW = TARGET.toNanos() * 2;

    private final BatchSize size = new BatchSize(64, TARGET);

    @Test
    void growsWithQuickAnswersUpToTheLimitOfTheContract() {
        int before = size.size();
        size.answered(before, QUICK);
        assertThat(size.size()).isEqualTo(before + 8);
        for (int i = 0; i < 20; i++) {
            size.answered(size.size(), QUICK);
        }
        assertThat(size.size()).isEqualTo(64);
    }

    @Test
    void aQuickAnswerToASmallerBatchSaysNothingAboutALargerOne() {
        int before = size.size();
        size.answered(before - 1, QUICK);
        assertThat(size.size()).isEqualTo(before);
    }

    @Test
    void isHalvedByASlowAnswerAndByABatchThatWasTooMuch() {
        size.answered(16, SLOW);
        assertThat(size.size()).isEqualTo(8);
        size.tooMany(8);
        assertThat(size.size()).isEqualTo(4);
    }

    @Test
    void batchesThatFailTogetherHalveItOnce() {
        size.tooMany(16);
        size.tooMany(16);
        size.tooMany(16);
        assertThat(size.size()).isEqualTo(8);
    }

    @Test
    void withoutATargetItIsAsLargeAsAllowedUntilAServerRefuses() {
        BatchSize fixed = new BatchSize(64, Duration.ZERO);
        fixed.answered(64, SLOW);
        assertThat(fixed.size()).isEqualTo(64);
    }

    @Property
    void staysBetweenOneAndTheLimit(
            @ForAll @IntRange(min = 1, max = 200) int limit, @ForAll List<@IntRange(max = 3) Integer> events) {
        BatchSize any = new BatchSize(limit, TARGET);
        for (int event : events) {
            switch (event) {
                case 0 -> any.answered(any.size(), QUICK);
                case 1 -> any.answered(any.size(), SLOW);
                case 2 -> any.tooMany(any.size());
                default -> any.answered(1, QUICK);
            }
            assertThat(any.size()).isBetween(1, limit);
        }
    }
}
