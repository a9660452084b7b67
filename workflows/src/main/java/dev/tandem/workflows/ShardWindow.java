package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Works on shards side by side, never more than a window of them; which finishes first does not matter. */
final class ShardWindow {
    private final ShardActivities activities = Activities.shards();
    private final RunActivities run = Activities.run();
    private boolean paused;

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    boolean paused() {
        return paused;
    }

    ShardRange.Result process(ShardRange range, Consumer<ShardOutcome> finished) {
        ShardOutcome[] outcomes = new ShardOutcome[range.to() - range.from()];
        List<Promise<ShardOutcome>> running = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            if (running.size() >= range.parallelism()) {
                Promise.anyOf(running).get();
                running.removeIf(Promise::isCompleted);
            }
            Workflow.await(() -> !paused);
            int position = i;
            running.add(Async.function(activities::process, range.task().at(range.from() + i)).thenApply(outcome -> {
                outcomes[position] = outcome;
                finished.accept(outcome);
                return outcome;
            }));
        }
        running.forEach(Promise::get);
        return result(outcomes);
    }

    private ShardRange.Result result(ShardOutcome[] outcomes) {
        List<Digest> keys = Arrays.stream(outcomes).map(ShardOutcome::key).toList();
        Counts counts = Counts.NONE;
        int reused = 0;
        Map<String, Long> reasons = new TreeMap<>();
        Map<String, Long> refused = new TreeMap<>();
        for (ShardOutcome outcome : outcomes) {
            counts = counts.plus(outcome.counts());
            reused += outcome.reused() ? 1 : 0;
            outcome.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            outcome.refused().forEach((reason, count) -> refused.merge(reason, count, Long::sum));
        }
        return new ShardRange.Result(run.keep(keys), outcomes.length, reused, counts, reasons, refused);
    }
}
