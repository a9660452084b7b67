package dev.tandem.workflows;

import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.CellSpec;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One training of an experiment. Where it fails, that is its outcome: the others go on. */
@WorkflowInterface
public interface CellWorkflow {
    @WorkflowMethod
    CellOutcome train(CellSpec spec);
}
