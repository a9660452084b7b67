package dev.tandem.services.training;

import dev.tandem.core.engine.RoundStep;
import dev.tandem.training.rounds.RoundScores;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a round says of a pair, as it stands beside the shard. */
final class RoundVerdicts {
    /** Logarithm of the odds that the pair is good. */
    static final String SCORE = "score";
    /** What the towers say of it that have not seen it. */
    static final String TOWERS = "towers";

    private RoundVerdicts() {}

    static Optional<RoundStep.Verdict> of(RoundScores scores, int pair) {
        Map<String, Double> values = new TreeMap<>();
        put(values, SCORE, scores.fused()[pair]);
        put(values, TOWERS, scores.towers()[pair]);
        Optional<String> reason = switch (scores.states()[pair]) {
            case KEPT -> Optional.empty();
            case DROPPED -> Optional.of("score below the cut");
            case BOILERPLATE -> Optional.of("text of too many pairs");
            case HELD_OUT -> Optional.of("held out to evaluate with");
            case BESIDE_HELD_OUT -> Optional.of("on a page that is held out");
        };
        return Optional.of(new RoundStep.Verdict(reason, values));
    }

    private static void put(Map<String, Double> values, String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
    }
}
