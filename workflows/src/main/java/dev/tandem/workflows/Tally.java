package dev.tandem.workflows;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.score.ScoreCount;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What became of several shards.
 *
 * @param reused shards whose work had been done before
 */
public record Tally(
        int shards,
        int reused,
        Counts counts,
        Map<String, Long> reasons,
        Map<String, Long> refused,
        Map<String, ScoreCount> scores) {
    static final Tally NONE = new Tally(0, 0, Counts.NONE, Map.of(), Map.of(), Map.of());

    public Tally {
        // Histories of older versions have none.
        scores = scores == null ? Map.of() : scores;
    }

    Tally plus(ShardOutcome outcome) {
        return new Tally(
                shards + 1,
                reused + (outcome.reused() ? 1 : 0),
                counts.plus(outcome.counts()),
                sum(reasons, outcome.reasons(), Long::sum),
                sum(refused, outcome.refused(), Long::sum),
                sum(scores, outcome.scores(), ScoreCount::plus));
    }

    static <T> Map<String, T> sum(Map<String, T> left, Map<String, T> right, BinaryOperator<T> plus) {
        if (right.isEmpty()) {
            return left;
        }
        Map<String, T> sum = new TreeMap<>(left);
        right.forEach((name, more) -> sum.merge(name, more, plus));
        return sum;
    }
}
