package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlanChange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A change of a run on its way.
 *
 * @param by whoever asks, as the caller names itself
 * @param parallelism shards that are processed at a time from now on
 * @param plan other values of parameters
 */
public record CurationChange(String by, OptionalInt parallelism, Optional<OtherPlan> plan) {

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
