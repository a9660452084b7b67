package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Works on shards side by side, never more than a window of them; which finishes first does not matter. */
final class ShardWindow {
    private final RunActivities run = Activities.bookkeeping();
    private WindowState state;
    private int atWork;
    private Optional<RuntimeException> failure = Optional.empty();

    ShardWindow(WindowState state) {
        this.state = state;
    }

    WindowState state() {
        return state;
    }

    /** Takes a state unless a later one is known; what is at work is finished in any case. */
    void set(WindowState changed) {
        if (changed.change() > state.change()) {
            state = changed;
        }
    }

    void awaitResumed() {
        Workflow.await(() -> !state.paused());
    }

    /**
     * Does the same work on neighbouring shards.
     *
     * @param from position of the first
     * @param to position after the last
     * @param finished told of each shard as it is finished, in any order
     * @return digest of the list of their keys, in the order of the shards
     */
    Digest process(ShardTask task, int from, int to, Consumer<ShardOutcome> finished) {
        ShardActivities activities = Activities.shards(task.work());
        Digest[] keys = new Digest[to - from];
        for (int i = 0; i < keys.length && failure.isEmpty(); i++) {
            Workflow.await(() -> failure.isPresent() || !state.paused() && atWork < state.parallelism());
            if (failure.isEmpty()) {
                int position = i;
                atWork++;
                Async.function(activities::process, task.at(from + i)).handle((outcome, thrown) -> {
                    atWork--;
                    if (thrown != null) {
                        failure = Optional.of(thrown);
                    } else {
                        keys[position] = outcome.key();
                        finished.accept(outcome);
                    }
                    return null;
                });
            }
        }
        Workflow.await(() -> failure.isPresent() || atWork == 0);
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return run.keep(Arrays.asList(keys));
    }
}
