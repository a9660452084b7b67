package dev.tandem.workflows;

import dev.tandem.core.run.RunRecord;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A run: a recipe executed on an input. Its workflow id is the run's name; cancelling the workflow cancels the run. Updates
 * that cannot be made are refused before they leave a trace; each that is made stands in the record's changes.
 */
@WorkflowInterface
public interface CurationWorkflow {
    /** Task queue of the workflows, and of activities that need no service. */
    String TASK_QUEUE = "curation";

    @WorkflowMethod
    RunRecord curate(CurationRequest request);

    /** The run as it stands. */
    @QueryMethod
    RunRecord progress();

    /**
     * Starts no further shard; those in work are finished. A paused run stays as it is.
     *
     * @param by whoever asks
     */
    @UpdateMethod
    RunRecord pause(String by);

    @UpdateValidatorMethod(updateName = "pause")
    void checkPause(String by);

    /** Goes on with a paused run; one that is not paused stays as it is. */
    @UpdateMethod
    RunRecord resume(String by);

    @UpdateValidatorMethod(updateName = "resume")
    void checkResume(String by);

    /** Changes how many shards are at work, and parameters of stages that have not started. */
    @UpdateMethod
    RunRecord change(CurationChange change);

    @UpdateValidatorMethod(updateName = "change")
    void checkChange(CurationChange change);

    /** Tells a run that waits at a gate what people said of its sample. */
    @UpdateMethod
    RunRecord review(CurationReview review);

    @UpdateValidatorMethod(updateName = "review")
    void checkReview(CurationReview review);

    /**
     * Told by the workflow that works on the shards of a step.
     *
     * @param tally of all shards of the step that are finished by now
     */
    @SignalMethod
    void finished(int step, Tally tally);
}
