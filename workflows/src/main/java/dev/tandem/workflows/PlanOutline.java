package dev.tandem.workflows;

import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.recipe.Review;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a workflow has to know of a plan: its shape, not its parameters.
 *
 * @param budget of models; empty where the recipe names none
 */
public record PlanOutline(List<Step> steps, int shardSamples, double maxFailedRatio, Optional<Budget> budget) {
    public PlanOutline {
        // Histories of older versions have none.
        budget = budget == null ? Optional.empty() : budget;
    }

    /** A plan without a budget. */
    public PlanOutline(List<Step> steps, int shardSamples, double maxFailedRatio) {
        this(steps, shardSamples, maxFailedRatio, Optional.empty());
    }

    /**
     * One step.
     *
     * @param operators labels of its operators
     * @param input index of the step whose shards come in
     * @param publish name of the data set that its result becomes
     * @param indexed whether what it compares is added to an index of duplicates
     * @param fitted whether something is fitted to all samples before they are signed, or they are paired before items are made
     * @param review what people must say of its result before the run goes on
     */
    public record Step(
            int index,
            String stage,
            StepKind kind,
            List<String> operators,
            OptionalInt input,
            Optional<String> publish,
            boolean indexed,
            boolean fitted,
            Optional<Review> review) {
        public Step {
            // Histories of older versions have none.
            review = review == null ? Optional.empty() : review;
        }

        /** A step that nobody reviews. */
        public Step(
                int index,
                String stage,
                StepKind kind,
                List<String> operators,
                OptionalInt input,
                Optional<String> publish,
                boolean indexed,
                boolean fitted) {
            this(index, stage, kind, operators, input, publish, indexed, fitted, Optional.empty());
        }
    }
}
