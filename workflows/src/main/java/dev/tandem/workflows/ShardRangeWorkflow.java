package dev.tandem.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Works on the shards of one step where there are many; child of {@link CurationWorkflow}. */
@WorkflowInterface
public interface ShardRangeWorkflow {
    @WorkflowMethod
    ShardRange.Result process(ShardRange range);

    /** Pauses, resumes, or changes how many shards are at work. */
    @SignalMethod
    void change(WindowState window);
}
