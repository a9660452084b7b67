package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of several shards.
 *
 * @param reused shards whose work had been done before
 */
public record Tally(int shards, int reused, Counts counts, Map<String, Long> reasons, Map<String, Long> refused) {
    static final Tally NONE = new Tally(0, 0, Counts.NONE, Map.of(), Map.of());

    Tally plus(ShardOutcome outcome) {
        return new Tally(
                shards + 1,
                reused + (outcome.reused() ? 1 : 0),
                counts.plus(outcome.counts()),
                sum(reasons, outcome.reasons()),
                sum(refused, outcome.refused()));
    }

    private static Map<String, Long> sum(Map<String, Long> left, Map<String, Long> right) {
        if (right.isEmpty()) {
            return left;
        }
        Map<String, Long> sum = new TreeMap<>(left);
        right.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }
}
