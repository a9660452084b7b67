package dev.tandem.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenantRateTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now = Long.MAX_VALUE - SECOND;
    private final TenantRate rate = new TenantRate(10, () -> now);

    @Test
    void eachTenantWaitsForWhatItAskedBefore() {
        assertThat(rate.wait("a", 20)).isZero();
        assertThat(rate.wait("a", 5)).isEqualTo(2 * SECOND);
        assertThat(rate.wait("b", 5)).isZero();
        now += SECOND;
        assertThat(rate.wait("a", 1)).isEqualTo(3 * SECOND / 2);
        now += 10 * SECOND;
        assertThat(rate.wait("a", 1)).isZero();
    }

    @Test
    void withoutARateNobodyWaits() {
        assertThat(TenantRate.NONE.wait("a", 1_000_000)).isZero();
        assertThat(TenantRate.NONE.wait("a", 1_000_000)).isZero();
    }
}
