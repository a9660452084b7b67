package dev.tandem.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Works on a range of the shards of one step; child of {@link CurationWorkflow} where there are many. */
@WorkflowInterface
public interface ShardRangeWorkflow {
    @WorkflowMethod
    ShardRange.Result process(ShardRange range);

    @SignalMethod
    void pauseRange();

    @SignalMethod
    void resumeRange();
}
