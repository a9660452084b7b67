package dev.tandem.workflows;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Tells the workflow server every few seconds that the process of an activity lives, whatever the activity is waiting for.
 * So a process that was killed is missed after {@link #TIMEOUT}, and its work is done by another.
 */
final class ActivityPulse extends WorkerInterceptorBase {
    /** A process that was silent for three beats is gone, or so busy that its work is better done elsewhere. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration BEAT = TIMEOUT.dividedBy(3);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("activity-pulse").factory());

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private Pulse pulse;

            @Override
            public void init(ActivityExecutionContext context) {
                pulse = new Pulse(context);
                super.init(pulse);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                ScheduledFuture<?> beats =
                        timer.scheduleAtFixedRate(pulse::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
                try {
                    return super.execute(input);
                } finally {
                    beats.cancel(false);
                }
            }
        };
    }

    /** Repeats what the activity told last. */
    private static final class Pulse extends ActivityExecutionContextBase {
        private volatile Optional<Object> told = Optional.empty();

        Pulse(ActivityExecutionContext context) {
            super(context);
        }

        @Override
        public <V> void heartbeat(V details) {
            told = Optional.ofNullable(details);
            super.heartbeat(details);
        }

        private void beat() {
            try {
                super.heartbeat(told.orElse(null));
            } catch (ActivityCompletionException e) {
                // Cancelled, or its worker stops: the activity itself hears of it when it tells its progress.
            }
        }
    }
}
