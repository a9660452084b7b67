package dev.tandem.workflows;

import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.Leaderboard;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a running experiment knows of itself. */
final class ExperimentProgress {
    private final ExperimentRequest request;
    private final String started;
    private final List<CellOutcome> cells = new ArrayList<>();
    private final SortedMap<String, Digest> pools = new TreeMap<>();
    private final SortedMap<String, String> failed = new TreeMap<>();
    private Optional<String> finished = Optional.empty();
    private Optional<String> error = Optional.empty();
    private RunStatus status = RunStatus.RUNNING;
    private String phase = "curating";

    ExperimentProgress(ExperimentRequest request, long now) {
        this.request = request;
        this.started = time(now);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private Experiment experiment() {
        return request.experiment();
    }

    void phase(String now) {
        phase = now;
    }

    void prepared(String run, Digest pool) {
        pools.put(run, pool);
    }

    void failed(String run, String why) {
        failed.put(run, why);
    }

    void add(CellOutcome cell) {
        cells.add(cell);
    }

    static String run(String pool, String recipe) {
        return pool + "/" + recipe;
    }

    Optional<Digest> pool(Variant variant) {
        return Optional.ofNullable(pools.get(run(variant.pool(), variant.recipe())));
    }

    /** What the held-out pairs of a variant are taken from. */
    Optional<Digest> reference(Variant variant) {
        return Optional.ofNullable(pools.get(run(variant.pool(), experiment().evaluation().recipe())));
    }

    /** Those that can be trained. */
    SortedSet<Variant> trainable() {
        return experiment().variants().stream()
                .filter(variant -> pool(variant).isPresent() && reference(variant).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    SortedSet<Variant> survivors(int rung) {
        Map<Variant, Double> means =
                Leaderboard.means(cells, rung, experiment().seeds().size(), experiment().evaluation().lowerIsBetter());
        return experiment().halving().survivors(means, experiment().incumbent());
    }

    /** In brackets, for a message; empty where there is none. */
    String firstProblem() {
        return failed.values().stream().findFirst()
                .or(() -> cells.stream().flatMap(cell -> cell.error().stream()).findFirst())
                .map(problem -> " (" + problem + ")")
                .orElse("");
    }

    void finish(RunStatus reached, Optional<String> message, long now) {
        status = reached;
        error = message;
        finished = Optional.of(time(now));
        phase = "";
    }

    ExperimentRecord record() {
        SortedMap<String, String> runs = new TreeMap<>();
        SortedMap<String, Integer> steps = new TreeMap<>();
        request.runs().forEach((key, run) -> {
            runs.put(key, run.request().run());
            steps.put(key, run.step());
        });
        return new ExperimentRecord(ExperimentRecord.FORMAT, request.name(), request.tenant(), request.file(), experiment(), runs, steps,
                request.before(), status, phase, started, finished, error, cells, failed, Optional.empty());
    }
}
