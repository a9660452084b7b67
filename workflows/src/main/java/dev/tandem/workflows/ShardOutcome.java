package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import java.util.Map;

/**
 * What became of a shard.
 *
 * @param key of the result
 * @param reused whether the work had been done before
 */
public record ShardOutcome(
        Digest key, boolean reused, Counts counts, Map<String, Long> reasons, Map<String, Long> refused) {}
