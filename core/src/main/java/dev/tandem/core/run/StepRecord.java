package dev.tandem.core.run;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One step of a run as it went.
 *
 * @param views digest of the list of the shards' keys; empty until the step is finished
 * @param shards how many shards the step has
 * @param done shards that are finished
 * @param reused finished shards whose work had been done before
 * @param reasons how often each reason took a sample out, as {@code operator: reason}
 * @param refused how often each reason kept a made item from becoming a sample
 * @param millis wall-clock time
 */
public record StepRecord(
        int index,
        String stage,
        StepKind kind,
        List<String> operators,
        Optional<Digest> views,
        int shards,
        int done,
        int reused,
        Counts counts,
        Map<String, Long> reasons,
        Map<String, Long> refused,
        long millis) {}
