package dev.tandem.workflows;

import dev.tandem.core.experiment.ExperimentRecord;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * An experiment. Its workflow id is its name; cancelling it cancels the runs and trainings that it has started. It changes nothing that
 * others use: that is left to {@link PromotionWorkflow}.
 */
@WorkflowInterface
public interface ExperimentWorkflow {
    @WorkflowMethod
    ExperimentRecord experiment(ExperimentRequest request);

    /** The experiment as it stands. */
    @QueryMethod
    ExperimentRecord record();
}
