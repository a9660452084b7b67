package dev.tandem.training.job;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came out of a training.
 *
 * @param metrics what the trainer says of it, such as its loss
 * @param log the end of what the trainer printed
 */
public record Trained(List<TrainedModel> models, SortedMap<String, Double> metrics, Answers answers, String log) {

    /** @throws TandemException TRAINING_DIVERGED where a number is none, TRAINER_FAILED where there is no model */
    public Trained {
        models = List.copyOf(models);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        if (models.isEmpty()) {
            throw new TandemException(ErrorCode.TRAINER_FAILED, "The trainer made no model");
        }
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new TandemException(ErrorCode.TRAINING_DIVERGED, "The training went astray: its '" + name + "' is " + value
                        + ". A lower learning rate, or other data, may help.");
            }
        });
        check(answers);
    }

    private static void check(Answers answers) {
        boolean finite = switch (answers) {
            case Answers.None none -> true;
            case Answers.Embeddings both -> finite(both.images()) && finite(both.texts());
            case Answers.Scores scores -> java.util.Arrays.stream(scores.scores()).allMatch(Double::isFinite);
        };
        if (!finite) {
            throw new TandemException(ErrorCode.TRAINING_DIVERGED,
                    "The training went astray: the model's answers have numbers that are not finite");
        }
    }

    private static boolean finite(float[][] rows) {
        for (float[] row : rows) {
            for (float number : row) {
                if (!Float.isFinite(number)) {
                    return false;
                }
            }
        }
        return true;
    }
}
