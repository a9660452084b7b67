package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Rounds of data and model: what was asked for, and what came of it.
 *
 * @param name of these rounds
 * @param file name of the recipe's file, for messages
 * @param plan digest of the plan's document of the recipe's stages
 * @param input digest of the input's manifest
 * @param run name of the run of the recipe's stages
 * @param phase what is done at the moment, for people
 * @param best number of the best round so far by held-out recall; empty before there is one
 * @param stopped why no further round was made
 * @param adopted whether names point to what the best round made
 * @param otherPool the same pairs, as the other models see them
 * @param changes who paused and resumed them
 * @param reviews gates at which people are asked, one behind each round at most
 */
public record RoundsRecord(
        int format,
        String name,
        String tenant,
        String recipe,
        String file,
        Rounds settings,
        Digest plan,
        Digest input,
        String run,
        RunStatus status,
        String phase,
        String started,
        Optional<String> finished,
        Optional<String> error,
        Optional<PoolResult> pool,
        List<RoundRecord> rounds,
        OptionalInt best,
        Optional<String> stopped,
        boolean adopted,
        Optional<PoolResult> otherPool,
        List<RunChange> changes,
        List<RoundsReview> reviews) {
    public static final int FORMAT = 1;

    public RoundsRecord {
        rounds = List.copyOf(rounds);
        // Records of older versions have none.
        otherPool = otherPool == null ? Optional.empty() : otherPool;
        changes = changes == null ? List.of() : List.copyOf(changes);
        reviews = reviews == null ? List.of() : List.copyOf(reviews);
    }

    /** Of rounds with one pool, which nobody changed on their way or was asked about. */
    public RoundsRecord(
            int format, String name, String tenant, String recipe, String file, Rounds settings, Digest plan, Digest input, String run,
            RunStatus status, String phase, String started, Optional<String> finished, Optional<String> error, Optional<PoolResult> pool,
            List<RoundRecord> rounds, OptionalInt best, Optional<String> stopped, boolean adopted) {
        this(format, name, tenant, recipe, file, settings, plan, input, run, status, phase, started, finished, error, pool, rounds, best,
                stopped, adopted, Optional.empty(), List.of(), List.of());
    }

    public RoundsRecord withStatus(RunStatus changed) {
        return new RoundsRecord(
                format, name, tenant, recipe, file, settings, plan, input, run, changed, phase, started, finished, error, pool, rounds,
                best, stopped, adopted, otherPool, changes, reviews);
    }
}
