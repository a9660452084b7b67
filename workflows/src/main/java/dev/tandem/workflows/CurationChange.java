package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlanChange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A change of a run on its way.
 *
 * @param by whoever asks, as the caller names itself
 * @param parallelism shards that are processed at a time from now on
 * @param plan other values of parameters
 * @param budget other limits of what may be spent on models
 */
public record CurationChange(String by, OptionalInt parallelism, Optional<OtherPlan> plan, Optional<OtherBudget> budget) {
    public CurationChange {
        // Histories of older versions have none.
        budget = budget == null ? Optional.empty() : budget;
    }

    /** A change that leaves the budget. */
    public CurationChange(String by, OptionalInt parallelism, Optional<OtherPlan> plan) {
        this(by, parallelism, plan, Optional.empty());
    }

    /** Limits as in a recipe; what is empty stays as it is. */
    public record OtherBudget(OptionalLong inferenceCalls, OptionalDouble cost) {}

    /**
     * A plan of the same steps with other values.
     *
     * @param before digest of the document of the plan that it was made from
     * @param after digest of its own document
     * @param settings what differs
     */
    public record OtherPlan(Digest before, Digest after, List<PlanChange.Setting> settings) {
        public OtherPlan {
            settings = List.copyOf(settings);
        }
    }
}
