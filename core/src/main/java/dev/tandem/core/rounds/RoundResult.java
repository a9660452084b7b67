package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.OperatorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a round made, as it stands at its key.
 *
 * @param pool key of the pool
 * @param previous key of the round before; empty for round 0, which is what the recipe left
 * @param scores digest of the blob with the score and the state of each pair
 * @param towers the versions of the models that were trained on what the round keeps, by name
 * @param bases digests of the models that they stand on
 * @param plan digest of the plan's document, with the round as its last step; none in round 0
 * @param views digest of the list of the shards' keys as the round left them; none in round 0
 * @param made what was made up to now, in order, with what the round says of it
 * @param partnerScores of two models that choose for each other, the same as {@code scores} for the second one
 */
public record RoundResult(
        int format,
        Digest key,
        int number,
        Digest pool,
        Optional<Digest> previous,
        Digest scores,
        Map<String, Digest> towers,
        Map<String, Digest> bases,
        Optional<Digest> plan,
        Optional<Digest> views,
        OperatorSpec operator,
        RoundNumbers numbers,
        Optional<Digest> partnerScores,
        List<Made> made) {
    public static final int FORMAT = 1;

    public RoundResult {
        // Rounds of older versions have none.
        partnerScores = partnerScores == null ? Optional.empty() : partnerScores;
        made = made == null ? List.of() : List.copyOf(made);
    }

    /**
     * Pairs that were made.
     *
     * @param pairs key of them
     * @param views digest of the list of their shards' keys as the round left them
     */
    public record Made(Digest pairs, Digest views) {}
}
