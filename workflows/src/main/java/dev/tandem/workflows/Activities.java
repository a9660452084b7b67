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
                at(ServiceKind.of(work))
                        // A shard is bounded in samples, but a model may be slow: long enough for any. A service that
                        // hangs is found by its silence, a worker that is gone by its missing pulse.
                        .setStartToCloseTimeout(Duration.ofHours(4))
                        .build());
    }

    /** Work on all shards at once whose progress is told: clusters, merged summaries, data sets. */
    static RunActivities whole(ServiceKind kind) {
        return Workflow.newActivityStub(
                RunActivities.class,
                at(kind)
                        // Clustering, merging and publishing look at everything once: hours for the largest input.
                        .setStartToCloseTimeout(Duration.ofHours(12))
                        .build());
    }

    /** One call that is answered at its end, without progress: splits, the report. */
    static RunActivities single(ServiceKind kind) {
        return Workflow.newActivityStub(
                RunActivities.class,
                at(kind)
                        // Splitting lists all that is in the input's archives, at some hundred MiB a second; it tells no
                        // progress, so that a service that hangs costs this long.
                        .setStartToCloseTimeout(Duration.ofHours(2))
                        .build());
    }

    /** A few objects read or written, by the worker itself. */
    static RunActivities bookkeeping() {
        return Workflow.newActivityStub(
                RunActivities.class,
                options()
                        // The largest is the list of keys of a million shards, 70 MiB: seconds, and minutes on a slow store.
                        .setStartToCloseTimeout(Duration.ofMinutes(10))
                        .build());
    }

    /** Work on rounds of data and model, by the service that does it. */
    static RoundsActivities rounds(ServiceKind kind) {
        return Workflow.newActivityStub(
                RoundsActivities.class,
                at(kind)
                        // A round trains some models after each other on the processors: hours for the largest pool. It tells its
                        // progress after each epoch, so that a service that hangs is found by its silence.
                        .setStartToCloseTimeout(Duration.ofHours(12))
                        .build());
    }

    /** A few objects read or written, by the worker itself. */
    static RoundsActivities roundsBookkeeping() {
        return Workflow.newActivityStub(
                RoundsActivities.class,
                options()
                        // The largest are the views of a round, some thousand small objects: minutes on a slow store.
                        .setStartToCloseTimeout(Duration.ofMinutes(30))
                        .build());
    }

    /** Trainings of experiments, and the pools for them. */
    static ExperimentActivities cells() {
        return Workflow.newActivityStub(
                ExperimentActivities.class,
                at(ServiceKind.TRAINING)
                        // Trainers have limits of their own, which who runs the installation sets; this is for the longest of them.
                        // A service that hangs is found by its silence.
                        .setStartToCloseTimeout(Duration.ofDays(14))
                        .build());
    }

    /** A few objects read or written, by the worker itself. */
    static ExperimentActivities experimentBookkeeping() {
        return Workflow.newActivityStub(
                ExperimentActivities.class,
                options()
                        // One object of some hundred kilobytes: seconds, and minutes on a slow store.
                        .setStartToCloseTimeout(Duration.ofMinutes(10))
                        .build());
    }

    private static ActivityOptions.Builder at(ServiceKind kind) {
        return options().setTaskQueue(kind.taskQueue());
    }

    private static ActivityOptions.Builder options() {
        return ActivityOptions.newBuilder()
                // Every activity has a pulse, so that what a killed worker had in hand is taken up by another soon.
                .setHeartbeatTimeout(ActivityPulse.TIMEOUT)
                .setRetryOptions(RETRY);
    }
}
