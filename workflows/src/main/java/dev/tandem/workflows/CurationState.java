package dev.tandem.workflows;

import dev.tandem.core.run.RunRecord;

/** What a run has reached when its history starts anew: finished steps stand in the record. */
public record CurationState(RunRecord record, PlanOutline plan, WindowState window, BudgetState budget) {
    public CurationState {
        // Histories of older versions have none.
        budget = budget == null ? BudgetState.NONE : budget;
    }
}
