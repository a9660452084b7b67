package dev.tandem.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How activities are called: which errors are tried again stands with the error's type, not here. */
final class Activities {
    /** A minute and a half in all, with growing pauses: long enough for a service or a store to be started anew. */
    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(30))
            .setMaximumAttempts(8)
            .build();

    private Activities() {}

    /** Work on one shard, by the service that does such work. */
    static ShardActivities shards(ShardTask.Work work) {
        return Workflow.newActivityStub(
                ShardActivities.class,
                streaming(ServiceKind.of(work))
                        // A shard is bounded in samples, but a model may be slow: long enough for any, and the
                        // heartbeat finds a service that hangs.
                        .setStartToCloseTimeout(Duration.ofHours(4))
                        .build());
    }

    /** Work on all shards at once whose progress is told: clusters, data sets. */
    static RunActivities whole(ServiceKind kind) {
        return Workflow.newActivityStub(
                RunActivities.class,
                streaming(kind)
                        // Clustering and publishing look at everything once: hours for the largest input, and the
                        // heartbeat finds a service that hangs.
                        .setStartToCloseTimeout(Duration.ofHours(12))
                        .build());
    }

    /** One call that is answered at its end, without progress: splits, the report. */
    static RunActivities single(ServiceKind kind) {
        return Workflow.newActivityStub(
                RunActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(kind.taskQueue())
                        // Splitting lists all that is in the input's archives, at some hundred MiB a second; there is no
                        // heartbeat, so that a service that hangs costs this long.
                        .setStartToCloseTimeout(Duration.ofHours(2))
                        .setRetryOptions(RETRY)
                        .build());
    }

    /** A few objects read or written, by the worker itself. */
    static RunActivities bookkeeping() {
        return Workflow.newActivityStub(
                RunActivities.class,
                ActivityOptions.newBuilder()
                        // The largest is the list of keys of a million shards, 70 MiB: seconds, and minutes on a slow store.
                        .setStartToCloseTimeout(Duration.ofMinutes(10))
                        .setRetryOptions(RETRY)
                        .build());
    }

    private static ActivityOptions.Builder streaming(ServiceKind kind) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(kind.taskQueue())
                // Progress comes twice a second; one batch through a slow model can take minutes.
                .setHeartbeatTimeout(Duration.ofMinutes(5))
                .setRetryOptions(RETRY);
    }
}
