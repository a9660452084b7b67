package dev.tandem.workflows;

import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.CellSpec;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import java.util.Optional;

/** Trains once; what is worth another try is tried again by the activity. */
public final class CellWorkflowDefinition implements CellWorkflow {
    @Override
    public CellOutcome train(CellSpec spec) {
        try {
            return Activities.cells().trainCell(spec);
        } catch (ActivityFailure e) {
            if (CancellationScope.current().isCancelRequested() || e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            return new CellOutcome(spec.variant(), spec.rung(), spec.seed(), Optional.empty(), Optional.empty(),
                    Optional.of(WorkflowErrors.describe(e)), false);
        }
    }
}
