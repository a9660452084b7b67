package dev.tandem.training.job;

import dev.tandem.training.PlantedPairs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Data for trainers: pairs that share something, and a label that the image's first number tells. */
public final class PlantedJobs {
    public static final Label LABEL = new Label("kind", "chart");

    private PlantedJobs() {}

    public static JobData data(int training, int heldOut) {
        PlantedPairs pairs = PlantedPairs.of(training + heldOut, 4, 12, 8, 0.2, 5);
        JobRows all = new JobRows(
                IntStream.range(0, training + heldOut).mapToObj(i -> row(i, pairs.images()[i])).toList(), pairs.images(), pairs.texts());
        return new JobData(
                new BaseModel("pictures", "FEATURES", 12),
                new BaseModel("words", "EMBEDDING", 8),
                all.at(IntStream.range(0, training).toArray()),
                all.at(IntStream.range(training, training + heldOut).toArray()));
    }

    private static JobRow row(int place, float[] image) {
        return new JobRow("id" + place, Map.of("kind", image[0] > 0 ? "chart" : "photo", "source", "site" + place % 2));
    }

    public static TrainingJob job(Trainer trainer, Map<String, Object> config, long seed) {
        return TrainingJob.of(trainer, "made", data(120, 40), config, seed, Optional.of(LABEL));
    }

    public static List<String> names(Trained trained) {
        return trained.models().stream().map(TrainedModel::name).toList();
    }
}
