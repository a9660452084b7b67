package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** The same work on all shards of a list: in the run's own history where they are few, else in that of a child. */
final class ShardPass {
    /** Six events for each at most. */
    static final int SHARDS_OF_RUN = 250;

    private final ShardWindow window;
    private final Runnable afterShard;
    private Optional<String> child = Optional.empty();

    /** @param afterShard called when a finished shard is counted */
    ShardPass(ShardWindow window, Runnable afterShard) {
        this.window = window;
        this.afterShard = afterShard;
    }

    /** A pass of a step; {@code whole} is the key of what all shards say together. */
    @FunctionalInterface
    interface Over {
        Digest all(ShardTask.Work work, Optional<Digest> whole);
    }

    /** Takes a state of the window, and tells it to whoever is at work. */
    void change(WindowState state) {
        window.set(state);
        child.ifPresent(this::tell);
    }

    /** Returns the digest of the list of results. */
    Digest run(String run, ShardTask task, int count, RunProgress.Step told) {
        if (count <= SHARDS_OF_RUN) {
            return window.process(task, 0, count, outcome -> {
                if (task.work().isCounted()) {
                    told.finished(outcome, Workflow.currentTimeMillis());
                    afterShard.run();
                }
            });
        }
        String name = run + "/" + task.step() + "-" + task.work();
        ShardRangeWorkflow range = Workflow.newChildWorkflowStub(
                ShardRangeWorkflow.class, ChildWorkflowOptions.newBuilder().setWorkflowId(name).build());
        WindowState given = window.state();
        Promise<ShardRange.Result> result = Async.function(range::process, ShardRange.all(task, count, given));
        // What is changed before the child has started cannot be told to it, and is told afterwards.
        Workflow.getWorkflowExecution(range).get();
        child = Optional.of(name);
        if (window.state().change() > given.change()) {
            tell(name);
        }
        ShardRange.Result reached = result.get();
        child = Optional.empty();
        if (task.work().isCounted()) {
            told.finished(reached.tally(), Workflow.currentTimeMillis());
        }
        return reached.keys();
    }

    private void tell(String name) {
        // By its name alone: the child's history may have started anew. One that has ended meanwhile needs to know nothing.
        ShardRangeWorkflow range = Workflow.newExternalWorkflowStub(ShardRangeWorkflow.class, name);
        Async.procedure(range::change, window.state()).exceptionally(ended -> null);
    }
}
