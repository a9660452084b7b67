package dev.tandem.core.experiment;

import dev.tandem.core.experiment.Experiment.Evaluation;
import dev.tandem.core.experiment.Experiment.TrainerUse;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.List;

/**
 * One training of an experiment, with all that its result depends on but the trainer's version.
 *
 * @param pool key of what the variant's recipe left of its pool
 * @param reference key of the same of the recipe that the held-out pairs are taken from
 * @param share of the data or of the epochs
 * @param model name of the model that comes out; of several, the beginning of their names
 */
public record CellSpec(
        Variant variant,
        int rung,
        long seed,
        Digest pool,
        Digest reference,
        TrainerUse trainer,
        double share,
        Halving.Measure by,
        Evaluation evaluation,
        String model) {
    private static final int VERSION = 1;

    /** What the variant is called, and which of the metrics counts, changes nothing of what is made. */
    public Digest key(String trainerVersion) {
        return Digest.of(Json.bytes(List.of("experiment/cell", VERSION, seed, pool, reference, trainer, trainerVersion, share, by,
                evaluation.heldOut(), evaluation.slices(), evaluation.cleanOf(), evaluation.label(), model)));
    }
}
