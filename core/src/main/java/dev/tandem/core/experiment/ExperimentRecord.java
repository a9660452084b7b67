package dev.tandem.core.experiment;

import dev.tandem.core.model.Digest;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunStatus;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment: what was asked for, and what came of it so far.
 *
 * @param name of this execution of it
 * @param runs name of the run of each pool and recipe, by {@code pool/recipe}
 * @param steps the step of each run whose result is trained on, and published if it wins
 * @param before version that the data set's name pointed to when the experiment was submitted; empty where it was nobody's
 * @param phase what is done at the moment, for people
 * @param failed why a pool and recipe have no pairs to train on, by {@code pool/recipe}
 * @param promoted what became of the winner
 */
public record ExperimentRecord(
        int format,
        String name,
        String tenant,
        String file,
        Experiment experiment,
        SortedMap<String, String> runs,
        SortedMap<String, Integer> steps,
        Optional<Digest> before,
        RunStatus status,
        String phase,
        String started,
        Optional<String> finished,
        Optional<String> error,
        List<CellOutcome> cells,
        SortedMap<String, String> failed,
        Optional<Promoted> promoted) {
    public static final int FORMAT = 1;

    public ExperimentRecord {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        cells = List.copyOf(cells);
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }

    /**
     * A winner that others use.
     *
     * @param models versions that the names of models point to now
     */
    public record Promoted(
            Variant winner, String reason, String at, Optional<DatasetRecord> dataset, SortedMap<String, Digest> models) {}

    public Leaderboard board() {
        return Leaderboard.of(cells, experiment.seeds().size(), experiment.evaluation().lowerIsBetter(), experiment.incumbent());
    }

    /** Who may be promoted, as things stand. */
    public Optional<PromotionRule.Decision> decision() {
        return experiment.incumbent().map(incumbent -> PromotionRule.decide(board(), incumbent, experiment.halving().rungs() - 1));
    }

    public ExperimentRecord withStatus(RunStatus changed, Optional<String> why) {
        return new ExperimentRecord(format, name, tenant, file, experiment, runs, steps, before, changed, phase, started, finished, why,
                cells, failed, promoted);
    }

    public ExperimentRecord with(Promoted winner) {
        return new ExperimentRecord(format, name, tenant, file, experiment, runs, steps, before, status, phase, started, finished, error,
                cells, failed, Optional.of(winner));
    }
}
