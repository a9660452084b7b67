package dev.tandem.workflows;

import dev.tandem.core.rounds.RoundsRecord;
import io.temporal.workflow.QueryMethod;
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
}
