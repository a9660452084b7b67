package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import dev.tandem.core.score.ScoreCount;
import java.util.Map;

/**
 * What became of a shard.
 *
 * @param key of the result
 * @param reused whether the work had been done before
 * @param scores how often each model's scores were needed; nothing for a shard that was reused
 */
public record ShardOutcome(
        Digest key,
        boolean reused,
        Counts counts,
        Map<String, Long> reasons,
        Map<String, Long> refused,
        Map<String, ScoreCount> scores) {

    public ShardOutcome {
        // Histories of older versions have none.
        scores = scores == null ? Map.of() : scores;
    }
}
