package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.model.Digest;
import java.util.Map;

/** Neighbouring shards of a step, worked on by one workflow so that no history grows too long. */
public record ShardRange(ShardTask task, int from, int to, int parallelism) {

    /**
     * What became of them.
     *
     * @param keys digest of the list of their keys
     */
    public record Result(
            Digest keys, int shards, int reused, Counts counts, Map<String, Long> reasons, Map<String, Long> refused) {}
}
