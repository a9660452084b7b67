package dev.tandem.core.run;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.score.ScoreCount;
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
 * @param scores how often each model's scores were needed, and how often they were known
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
        Map<String, ScoreCount> scores,
        long millis) {

    public StepRecord {
        // Records of older versions have none.
        scores = scores == null ? Map.of() : scores;
    }

    /** A step that asked no model. */
    public StepRecord(
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
            long millis) {
        this(index, stage, kind, operators, views, shards, done, reused, counts, reasons, refused, Map.of(), millis);
    }
}
