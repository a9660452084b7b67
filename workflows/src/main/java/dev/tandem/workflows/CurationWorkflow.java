package dev.tandem.workflows;

import dev.tandem.core.run.RunRecord;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A run: a recipe executed on an input. Its workflow id is the run's name; cancelling the workflow cancels the run. */
@WorkflowInterface
public interface CurationWorkflow {
    /** Task queue of the workers. */
    String TASK_QUEUE = "curation";

    @WorkflowMethod
    RunRecord curate(CurationRequest request);

    /** The run as it stands. */
    @QueryMethod
    RunRecord progress();

    /** Starts no further shard; those in work are finished. */
    @SignalMethod
    void pause();

    @SignalMethod
    void resume();
}
