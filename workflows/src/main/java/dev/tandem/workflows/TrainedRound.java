package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundNumbers;
import java.util.Map;

/**
 * What a round made, as its workflow hears of it.
 *
 * @param result key of it
 * @param towers versions of the models, by name
 */
public record TrainedRound(Digest result, RoundNumbers numbers, Map<String, Digest> towers, boolean reused) {}
