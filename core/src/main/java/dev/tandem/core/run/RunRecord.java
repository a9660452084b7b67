package dev.tandem.core.run;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recipe executed on an input: what was asked for, and what came of it. Times and the run's name stand here and nowhere
 * else, so that data set manifests do not depend on them.
 *
 * @param file name of the recipe's file, for messages
 * @param input digest of the input's manifest
 * @param plan digest of the plan's document; of the newest where parameters were changed on the way
 * @param error what stopped it: code and message
 * @param changes what was changed on the way, the oldest first
 * @param waiting what failed and is tried again, while that holds up a run: code, message, and how much work it is
 * @param reviews what people were asked on the way, and what they said
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
        Optional<String> report,
        List<RunChange> changes,
        List<String> waiting,
        List<ReviewRecord> reviews) {
    public static final int FORMAT = 1;

    public RunRecord {
        steps = List.copyOf(steps);
        datasets = List.copyOf(datasets);
        // Records that were written before runs could be changed have none.
        changes = changes == null ? List.of() : List.copyOf(changes);
        waiting = waiting == null ? List.of() : List.copyOf(waiting);
        reviews = reviews == null ? List.of() : List.copyOf(reviews);
    }

    /** A run that nobody reviews. */
    public RunRecord(
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
            Optional<String> report,
            List<RunChange> changes,
            List<String> waiting) {
        this(format, run, tenant, recipe, file, plan, input, status, started, finished, error, steps, datasets, report, changes, waiting,
                List.of());
    }

    public RunRecord withStatus(RunStatus changed) {
        return new RunRecord(
                format, run, tenant, recipe, file, plan, input, changed, started, finished, error, steps, datasets, report,
                changes, waiting, reviews);
    }

    public RunRecord withWaiting(List<String> obstacles) {
        return new RunRecord(
                format, run, tenant, recipe, file, plan, input, status, started, finished, error, steps, datasets, report,
                changes, obstacles, reviews);
    }

    /** What to say of a run whose objects are asked for and are not there. */
    public TandemException collected(TandemException cause) {
        return new TandemException(ErrorCode.NOT_FOUND, "What the run '" + run + "' measured is no longer stored: "
                + "'./tandem gc' removes what older runs left. Run the recipe '" + file
                + "' on the same input again, and ask about that run.", cause);
    }

    public Instant startedAt() {
        return Instant.parse(started);
    }
}
