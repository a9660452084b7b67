package dev.tandem.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How activities are called: which errors are tried again stands with the error's type, not here. */
final class Activities {
    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(30))
            .setMaximumAttempts(8)
            .build();

    private Activities() {}

    static ShardActivities shards() {
        return Workflow.newActivityStub(
                ShardActivities.class,
                ActivityOptions.newBuilder()
                        // A shard is bounded in samples, but a model may be slow: long enough for any, and the
                        // heartbeat finds a service that hangs.
                        .setStartToCloseTimeout(Duration.ofHours(4))
                        // Progress comes twice a second; one batch through a slow model can take minutes.
                        .setHeartbeatTimeout(Duration.ofMinutes(5))
                        .setRetryOptions(RETRY)
                        .build());
    }

    static RunActivities run() {
        return Workflow.newActivityStub(
                RunActivities.class,
                ActivityOptions.newBuilder()
                        // Splitting and clustering look at the whole input once.
                        .setStartToCloseTimeout(Duration.ofHours(12))
                        .setRetryOptions(RETRY)
                        .build());
    }
}
