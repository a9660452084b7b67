package dev.tandem.core.run;

import dev.tandem.core.model.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recipe executed on an input: what was asked for, and what came of it. Times and the run's name stand here and nowhere
 * else, so that data set manifests do not depend on them.
 *
 * @param file name of the recipe's file, for messages
 * @param plan digest of the plan's document
 * @param input digest of the input's manifest
 * @param error what stopped it: code and message
 */
public record RunRecord(
        int format,
        String run,
        String tenant,
        String recipe,
        String file,
        Digest plan,
        Digest input,
        RunStatus status,
        String started,
        Optional<String> finished,
        Optional<String> error,
        List<StepRecord> steps,
        List<DatasetRecord> datasets,
        Optional<String> report) {
    public static final int FORMAT = 1;

    public RunRecord {
        steps = List.copyOf(steps);
        datasets = List.copyOf(datasets);
    }

    public RunRecord withStatus(RunStatus changed) {
        return new RunRecord(
                format, run, tenant, recipe, file, plan, input, changed, started, finished, error, steps, datasets, report);
    }

    public Instant startedAt() {
        return Instant.parse(started);
    }
}
