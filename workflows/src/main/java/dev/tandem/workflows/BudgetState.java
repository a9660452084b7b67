package dev.tandem.workflows;

import dev.tandem.core.recipe.Budget;

/**
 * What a run may spend on models from now on.
 *
 * @param holds whether the run is paused because it was reached
 */
public record BudgetState(Budget budget, boolean holds) {
    static final BudgetState NONE = new BudgetState(Budget.NONE, false);

    BudgetState holding(boolean changed) {
        return new BudgetState(budget, changed);
    }

    BudgetState with(CurationChange.OtherBudget other) {
        return new BudgetState(
                new Budget(
                        other.inferenceCalls().isPresent() ? other.inferenceCalls() : budget.inferenceCalls(),
                        other.cost().isPresent() ? other.cost() : budget.cost(),
                        budget.prices()),
                holds);
    }
}
