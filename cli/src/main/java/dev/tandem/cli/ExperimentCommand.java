package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.ErrorType;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentParser;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.ExperimentView;
import dev.tandem.core.model.Digest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Starts experiments, and shows how they stand. */
@Command(
        name = "experiment",
        description = {
            "Compare recipes by the models that are trained on what they leave: every recipe on every pool, with every trainer and seed.",
            "What was curated or trained before is used again. The paths of pools and recipes are those beside the experiment's file."
        })
final class ExperimentCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "An experiment, as docs/experiments.md describes it.")
    private Path file;

    @Mixin
    private Patience patience;

    @Override
    public Integer call() {
        if (file == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Give the file of an experiment: tandem experiment FILE, or ask for './tandem experiment status'.");
        }
        String yaml = Execution.read(file);
        Experiment experiment = ExperimentParser.parse(yaml, file.toString());
        Map<String, String> recipes = new TreeMap<>();
        experiment.recipes().values().forEach(recipe -> recipes.put(recipe, Execution.read(beside(recipe))));
        GatewayClient gateway = tandem.gateway();
        Map<String, Digest> inputs = new TreeMap<>();
        experiment.pools().forEach((pool, paths) ->
                inputs.put(pool, new Upload(gateway).send(paths.stream().map(this::beside).toList())));
        ExperimentClient experiments = new ExperimentClient(gateway);
        ExperimentView started = experiments.start(yaml, file.toString(), recipes, inputs);
        ExperimentView finished = follow(experiments, started.experiment().name());
        ExperimentTables.show(tandem, finished);
        return exitCode(finished.experiment());
    }

    private Path beside(String path) {
        return file.toAbsolutePath().resolveSibling(path).normalize();
    }

    private ExperimentView follow(ExperimentClient experiments, String name) {
        String phase = "";
        long silentSince = System.nanoTime();
        tandem.err().println("tandem: " + name);
        while (true) {
            try {
                ExperimentView now = experiments.status(name);
                silentSince = System.nanoTime();
                if (now.experiment().status().finished()) {
                    return now;
                }
                if (!now.experiment().phase().equals(phase)) {
                    phase = now.experiment().phase();
                    tandem.err().println("tandem: " + phase + " ...");
                    tandem.err().flush();
                }
            } catch (TandemException e) {
                if (e.code().type() != ErrorType.EXTERNAL || System.nanoTime() - silentSince > patience.time().toNanos()) {
                    throw e;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TandemException(ErrorCode.CANCELLED, "Interrupted; the experiment goes on where it runs", e);
        }
    }

    private static int exitCode(ExperimentRecord record) {
        return switch (record.status()) {
            case COMPLETED, RUNNING, PAUSED, IN_REVIEW -> ExitCode.OK;
            case CANCELLED -> ExitCode.IN_PART;
            case INTERRUPTED -> ExitCode.EXTERNAL;
            case FAILED -> ExitCode.of(record.error().orElse(""));
        };
    }

    @Command(name = "status", description = "Show how an experiment stands: the newest one, unless a name is given.")
    int status(@Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of the experiment.") String name) {
        ExperimentClient experiments = new ExperimentClient(tandem.gateway());
        String asked = Optional.ofNullable(name).orElseGet(() -> experiments.list(1).stream()
                .findFirst()
                .map(view -> view.experiment().name())
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "There is no experiment yet. './tandem experiment FILE' makes one.")));
        ExperimentTables.show(tandem, experiments.status(asked));
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List experiments, the newest first.")
    int list(@Option(names = "--limit", paramLabel = "N", description = "At most; default: ${DEFAULT-VALUE}.", defaultValue = "20")
            int limit) {
        List<ExperimentView> found = new ExperimentClient(tandem.gateway()).list(limit);
        if (tandem.json()) {
            tandem.printJson(found);
            return ExitCode.OK;
        }
        TextTable table = new TextTable("experiment", "status", "started", "trainings", "promoted").right(3);
        found.forEach(view -> table.add(
                view.experiment().name(),
                view.experiment().status().name().toLowerCase(Locale.ROOT),
                view.experiment().started(),
                Integer.toString(view.experiment().cells().size()),
                view.experiment().promoted().map(promoted -> promoted.winner().toString()).orElse("")));
        tandem.out().println(found.isEmpty() ? "There is no experiment yet." : table);
        tandem.out().flush();
        return ExitCode.OK;
    }

    @Command(name = "cancel", description = "Cancel an experiment; what is finished is kept.")
    int cancel(@Parameters(paramLabel = "NAME", description = "Name of the experiment.") String name) {
        ExperimentTables.show(tandem, new ExperimentClient(tandem.gateway()).act(name, "cancel"));
        return ExitCode.OK;
    }
}
