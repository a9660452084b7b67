package dev.tandem.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Near the point at which the clock's number turns negative, as it may. */
    private static final long NOW = Long.MAX_VALUE - SECOND / 2;

    private final EndpointHealth health = new EndpointHealth(new Growth(Duration.ofSeconds(1), Duration.ofSeconds(3)));

    @Test
    void isProbedBeforeItsFirstUse() {
        assertThat(health.usable()).isFalse();
        assertThat(health.due(NOW)).isTrue();
        health.probing();
        assertThat(health.due(NOW)).isFalse();
        health.probeSucceeded();
        assertThat(health.usable()).isTrue();
        assertThat(health.due(NOW)).isFalse();
    }

    @Test
    void isLeftAsideForLongerWithEveryFailureInARow() {
        assertRest(NOW, SECOND);
        assertRest(NOW, 2 * SECOND);
        assertRest(NOW, 3 * SECOND);
    }

    @Test
    void aProbeThatSucceedsDoesNotEndTheRowButAnAnswerDoes() {
        assertRest(NOW, SECOND);
        health.probeSucceeded();
        assertThat(health.requestFailed(NOW)).isTrue();
        assertThat(health.nanosUntilDue(NOW)).isEqualTo(2 * SECOND);
        health.probeSucceeded();
        health.requestSucceeded();
        health.requestFailed(NOW);
        assertThat(health.nanosUntilDue(NOW)).isEqualTo(SECOND);
    }

    @Test
    void requestsThatFailTogetherCountOnce() {
        health.probeSucceeded();
        assertThat(health.requestFailed(NOW)).isTrue();
        assertThat(health.requestFailed(NOW)).isFalse();
        assertThat(health.nanosUntilDue(NOW)).isEqualTo(SECOND);
    }

    /** By the default settings, on a clock that the test moves. */
    @Test
    void whateverTheOutageAServerThatIsBackIsProbedWithinTenSeconds() {
        EndpointHealth usual = new EndpointHealth(InferenceSettings.DEFAULT.rest());
        for (long outage : new long[] {1, 7, 60, 3_600}) {
            long now = NOW;
            usual.probeSucceeded();
            usual.requestFailed(now);
            while (now < NOW + outage * SECOND) {
                now += usual.nanosUntilDue(now);
                usual.probing();
                usual.probeFailed(now);
            }
            assertThat(usual.nanosUntilDue(now) + InferenceSettings.DEFAULT.probeTimeout().toNanos())
                    .as("a rest, and a probe that was under way")
                    .isLessThan(10 * SECOND);
        }
    }

    @Test
    void onlyFailedProbesAreCountedAsSuch() {
        health.probeSucceeded();
        health.requestFailed(NOW);
        assertThat(health.failedProbes()).isZero();
        health.probeFailed(NOW);
        assertThat(health.failedProbes()).isEqualTo(1);
    }

    private void assertRest(long now, long rest) {
        health.probing();
        health.probeFailed(now);
        assertThat(health.nanosUntilDue(now)).isEqualTo(rest);
        assertThat(health.due(now + rest - 1)).isFalse();
        assertThat(health.due(now + rest)).isTrue();
    }
}
