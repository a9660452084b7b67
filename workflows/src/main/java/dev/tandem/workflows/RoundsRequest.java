package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunStore;
import java.time.Instant;
import java.util.Optional;

/**
 * What rounds of data and model execute.
 *
 * @param name of these rounds
 * @param stages the run of the recipe's stages, which comes first
 * @param document digest of the settings as a document
 * @param step whose result comes into the pool
 * @param rejectsStep whose samples are all judged; the same where nothing may return that the recipe dropped
 * @param reached where the rounds go on; empty at their start
 */
public record RoundsRequest(
        String name, CurationRequest stages, Rounds settings, Digest document, int step, int rejectsStep, Optional<RoundsRecord> reached) {

    RoundsRequest at(RoundsRecord record) {
        return new RoundsRequest(name, stages, settings, document, step, rejectsStep, Optional.of(record));
    }

    /** Name of the run that knows of each sample what a round says of it: a later one than the runs before it. */
    String runOfRound(int number, Instant started) {
        return RunStore.name(stages.recipe() + ".round-" + number, started, name.substring(name.lastIndexOf('-') + 1));
    }

    /** What stands behind the recipe's name in that of its rounds. */
    public static final String SUFFIX = ".rounds";
}
