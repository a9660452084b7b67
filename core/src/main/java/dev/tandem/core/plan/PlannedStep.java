package dev.tandem.core.plan;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Review;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The smallest thing that is run, kept and reused.
 *
 * @param stage name of the stage that it belongs to
 * @param input index of the step whose shards come in; empty for the reading step
 * @param publish name of the data set that this step's result is published as
 * @param duplicates for a deduplicating step: the index of duplicates that it compares with and adds to
 * @param fitted whether all samples are looked at before one is worked on: for a deduplicating step, whether something is fitted to them
 *     before they are signed, for a creating one, whether they are paired
 * @param review what people must say of its result before the run goes on
 */
public record PlannedStep(
        int index,
        String stage,
        StepKind kind,
        List<OperatorSpec> operators,
        OptionalInt input,
        Optional<String> publish,
        Optional<DuplicateIndex> duplicates,
        boolean fitted,
        Optional<Review> review) {
    public PlannedStep {
        operators = List.copyOf(operators);
        // Plans that were stored before there were indexes, or reviews, have none.
        duplicates = duplicates == null ? Optional.empty() : duplicates;
        review = review == null ? Optional.empty() : review;
    }

    /** A step that nobody reviews. */
    public PlannedStep(
            int index,
            String stage,
            StepKind kind,
            List<OperatorSpec> operators,
            OptionalInt input,
            Optional<String> publish,
            Optional<DuplicateIndex> duplicates,
            boolean fitted) {
        this(index, stage, kind, operators, input, publish, duplicates, fitted, Optional.empty());
    }

    /** A step without an index of duplicates. */
    public PlannedStep(
            int index, String stage, StepKind kind, List<OperatorSpec> operators, OptionalInt input, Optional<String> publish) {
        this(index, stage, kind, operators, input, publish, Optional.empty(), false);
    }

    /** The same step with other operators in place of its own. */
    PlannedStep with(List<OperatorSpec> others) {
        return new PlannedStep(index, stage, kind, others, input, publish, duplicates, fitted, review);
    }

    /**
     * An index of duplicates.
     *
     * @param version that the step compares with; empty where there is none yet
     */
    public record DuplicateIndex(String name, Optional<Digest> version) {}
}
