package dev.tandem.services.training;

import dev.tandem.core.engine.RoundStep;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.training.rounds.PreparedPool;
import dev.tandem.training.rounds.RoundScores;
import dev.tandem.training.rounds.RoundScores.State;
import dev.tandem.training.rounds.RoundWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a round says of pairs, as it stands beside the shards. */
final class RoundVerdicts {
    /** Logarithm of the odds that the pair is good; people are asked about those nearest to the cut. */
    private static final String SCORE = "score";
    /** The same of what waits, so that nobody is asked about it. */
    private static final String WAITING_SCORE = "waiting_score";
    /** What the towers say of it that have not seen it. */
    private static final String TOWERS = "towers";
    /** Which of the round's worst kinds of pairs it was brought in for, from 1. */
    private static final String FOR_SLICE = "for_slice";
    /** What people said: 1 for good, 0 for bad. */
    private static final String PEOPLE = "people";

    private final Rounds settings;
    private final PreparedPool pool;
    private final RoundWork.Round round;
    private final Map<Digest, Boolean> labels;

    /** @param labels what people think of pairs, by id */
    RoundVerdicts(Rounds settings, PreparedPool pool, RoundWork.Round round, Map<Digest, Boolean> labels) {
        this.settings = settings;
        this.pool = pool;
        this.round = round;
        this.labels = labels;
    }

    /** Names of the values that rounds with these settings give. */
    List<String> values() {
        List<String> values = new ArrayList<>(List.of(SCORE, TOWERS));
        if (settings.worst().isPresent()) {
            values.addAll(List.of(WAITING_SCORE, FOR_SLICE));
        }
        if (!labels.isEmpty()) {
            values.add(PEOPLE);
        }
        return values;
    }

    /** @param pair place in the pool */
    RoundStep.Verdict of(int pair) {
        RoundScores scores = round.scores();
        State state = scores.states()[pair];
        Map<String, Double> values = new TreeMap<>();
        put(values, state == State.RESERVE ? WAITING_SCORE : SCORE, scores.fused()[pair]);
        put(values, TOWERS, scores.towers()[pair]);
        if (round.forSlice()[pair] > 0) {
            values.put(FOR_SLICE, (double) round.forSlice()[pair]);
        }
        Optional.ofNullable(labels.get(pool.pairs().get(pair).id())).ifPresent(good -> values.put(PEOPLE, good ? 1.0 : 0.0));
        Optional<String> reason = switch (state) {
            case KEPT, FROM_RESERVE, RETURNED, MADE -> Optional.empty();
            case DROPPED -> Optional.of("score below the cut");
            case BOILERPLATE -> Optional.of("text of too many pairs");
            case HELD_OUT -> Optional.of("held out to evaluate with");
            case RESERVE -> Optional.of(waiting(pair));
            case REFUSED -> Optional.of("people find it bad");
            case BESIDE_HELD_OUT -> Optional.of("on a page that is held out");
        };
        return new RoundStep.Verdict(reason, values);
    }

    /** Of what was made that its judge finds bad, or that nobody needs. */
    private String waiting(int pair) {
        if (!pool.pairs().get(pair).isMade()) {
            return "waits in the reserve";
        }
        if (pool.pairs().get(pair).isControl()) {
            return "made to compare with";
        }
        boolean bad = round.numbers().cut().filter(cut -> !(round.scores().fused()[pair] >= cut.threshold())).isPresent();
        return bad ? "made, with a score below the cut" : "made, and not needed";
    }

    private static void put(Map<String, Double> values, String name, double value) {
        if (Double.isFinite(value)) {
            values.put(name, value);
        }
    }
}
