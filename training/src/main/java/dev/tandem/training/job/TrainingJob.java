package dev.tandem.training.job;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A training that somebody wants done.
 *
 * @param key names the job: the same trainer, data, settings and seed have the same
 * @param model name of the model that comes out; of several, the beginning of their names
 * @param config the trainer's own settings, numbers and texts
 * @param label what probes have to tell
 */
public record TrainingJob(
        Digest key, String model, JobData data, SortedMap<String, Object> config, long seed, Optional<Label> label) {

    public TrainingJob {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    public static TrainingJob of(
            Trainer trainer, String model, JobData data, Map<String, Object> config, long seed, Optional<Label> label) {
        SortedMap<String, Object> sorted = new TreeMap<>(config);
        Digest key = Digest.of(Json.bytes(List.of(
                "training/job", trainer.name(), trainer.version(), model, data.digest(), sorted, seed, label)));
        return new TrainingJob(key, model, data, sorted, seed, label);
    }
}
