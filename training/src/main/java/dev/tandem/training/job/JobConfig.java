package dev.tandem.training.job;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import java.util.Map;
import java.util.Set;

/** Settings of a trainer, read strictly: an unknown one is an error, and not a default in secret. */
record JobConfig(String trainer, Map<String, Object> values) {

    static JobConfig of(Trainer trainer, TrainingJob job, Set<String> known) {
        for (String name : job.config().keySet()) {
            if (!known.contains(name)) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The trainer '" + trainer.name() + "' has no setting '" + name
                        + "'; " + NearestName.suggest(name, known).map(near -> "did you mean '" + near + "'?")
                                .orElse("it has " + String.join(", ", known.stream().sorted().toList())));
            }
        }
        return new JobConfig(trainer.name(), job.config());
    }

    double number(String name, double fallback, double least, double most) {
        Object value = values.getOrDefault(name, fallback);
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        throw wrong(name, "a number from " + least + " to " + most, value);
    }

    int integer(String name, int fallback, int least, int most) {
        double value = number(name, fallback, least, most);
        if (value == Math.rint(value)) {
            return (int) value;
        }
        throw wrong(name, "a whole number", value);
    }

    String text(String name, String fallback, Set<String> allowed) {
        Object value = values.getOrDefault(name, fallback);
        if (value instanceof String text && allowed.contains(text)) {
            return text;
        }
        throw wrong(name, "one of " + String.join(", ", allowed.stream().sorted().toList()), value);
    }

    private TandemException wrong(String name, String expected, Object found) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT,
                "'" + name + "' of the trainer '" + trainer + "' has to be " + expected + ", found " + found);
    }
}
