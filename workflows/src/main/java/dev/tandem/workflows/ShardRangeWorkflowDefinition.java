package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** A window that moves over the shards; the history starts anew after every {@value #SHARDS_OF_HISTORY} of them. */
public final class ShardRangeWorkflowDefinition implements ShardRangeWorkflow {
    /** A shard makes three events, and three more where it is the only one of its decision: at most 6,000 in all. */
    static final int SHARDS_OF_HISTORY = 1_000;

    /** How often the parent is told at most: each time makes some events in its history. */
    private static final int TIMES_TOLD = 100;

    private final ShardRange range;
    private final ShardWindow window;
    private Tally tally;
    private boolean ended;

    @WorkflowInit
    public ShardRangeWorkflowDefinition(ShardRange range) {
        this.range = range;
        this.window = new ShardWindow(range.window());
        this.tally = range.tally();
    }

    @Override
    public ShardRange.Result process(ShardRange unused) {
        Promise<Void> telling = Async.procedure(this::tellParent);
        int end = Math.min(range.from() + SHARDS_OF_HISTORY, range.to());
        Digest keys = window.process(range.task(), range.from(), end, outcome -> tally = tally.plus(outcome));
        ended = true;
        telling.get();
        ShardRange rest = range.with(keys, end, tally, window.state());
        if (end < range.to()) {
            Workflow.continueAsNew(rest);
        }
        return new ShardRange.Result(Activities.bookkeeping().join(rest.lists()), tally);
    }

    @Override
    public void change(WindowState changed) {
        window.set(changed);
    }

    private void tellParent() {
        int stride = Math.max(1, range.to() / TIMES_TOLD);
        int told = tally.shards();
        while (range.task().work().isCounted()) {
            int next = told + stride;
            Workflow.await(() -> ended || tally.shards() >= next);
            if (ended) {
                return;
            }
            told = tally.shards();
            try {
                Workflow.newExternalWorkflowStub(CurationWorkflow.class, Workflow.getInfo().getParentWorkflowId().orElseThrow())
                        .finished(range.task().step(), tally);
            } catch (SignalExternalWorkflowException e) {
                // The parent has ended, and with it the need to be told.
                return;
            }
        }
    }
}
