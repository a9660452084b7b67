package dev.tandem.workflows;

import dev.tandem.core.experiment.ExperimentRecord;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Publishes what won an experiment, and lets names stand for its models. Whoever starts it has checked that it may. */
@WorkflowInterface
public interface PromotionWorkflow {
    @WorkflowMethod
    ExperimentRecord.Promoted promote(PromotionRequest request);
}
