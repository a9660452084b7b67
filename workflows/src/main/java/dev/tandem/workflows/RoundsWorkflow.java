package dev.tandem.workflows;

import dev.tandem.core.rounds.RoundsRecord;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Rounds of data and model: a recipe executed on an input, and then models trained on what it left, which judge it, again and again.
 * Its workflow id is the rounds' name; cancelling the workflow cancels them, and the run of the recipe's stages as well.
 */
@WorkflowInterface
public interface RoundsWorkflow {
    @WorkflowMethod
    RoundsRecord develop(RoundsRequest request);

    /** The rounds as they stand. */
    @QueryMethod
    RoundsRecord rounds();

    /**
     * Begins nothing further; what is at work is finished. Paused rounds stay as they are.
     *
     * @param by whoever asks
     */
    @UpdateMethod
    RoundsRecord pause(String by);

    @UpdateValidatorMethod(updateName = "pause")
    void checkPause(String by);

    /** Goes on with paused rounds; those that are not paused stay as they are. */
    @UpdateMethod
    RoundsRecord resume(String by);

    @UpdateValidatorMethod(updateName = "resume")
    void checkResume(String by);

    /** Tells rounds that wait for it what people said of the pairs of the last one. */
    @UpdateMethod
    RoundsRecord review(RoundsAnswer answer);

    @UpdateValidatorMethod(updateName = "review")
    void checkReview(RoundsAnswer answer);
}
