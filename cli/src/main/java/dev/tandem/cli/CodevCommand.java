package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Rounds of data and model: starts them, and shows how they stand. */
@Command(
        name = "codev",
        description = {
            "Run a recipe on files of this machine, then let data and model take turns: a model is trained on what the recipe left, judges"
                    + " all that went in (what was dropped too), and what it keeps trains the next one.",
            "The recipe's section 'rounds' says how. Each round is a version of a data set, two models and a page of the report."
        })
final class CodevCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RECIPE", arity = "0..1", description = "A recipe with a section 'rounds'.")
    private Path recipe;

    @Option(names = "--input", arity = "1..*", paramLabel = "PATH", description = "Files and folders to read.")
    private List<Path> inputs;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds, at most; as the recipe says where it is not given.")
    private Integer rounds;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder for the data set of the best round, and the report.")
    private Path output;

    @Mixin
    private Patience patience;

    @Override
    public Integer call() {
        if (recipe == null || inputs == null) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Give a recipe and its input: tandem codev RECIPE --input PATH..., or ask for './tandem codev status'.");
        }
        OptionalInt most = rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds);
        RoundsRecord record = new RoundsExecution(tandem, patience.time()).run(recipe, inputs, most, Optional.ofNullable(output));
        RoundsView.show(tandem, record);
        return exitCode(record);
    }

    static int exitCode(RoundsRecord record) {
        return switch (record.status()) {
            case COMPLETED, RUNNING, PAUSED, IN_REVIEW -> ExitCode.OK;
            case CANCELLED -> ExitCode.IN_PART;
            case INTERRUPTED -> ExitCode.EXTERNAL;
            case FAILED -> ExitCode.of(record.error().orElse(""));
        };
    }

    @Command(name = "status", description = "Show how rounds stand: the newest ones, unless a name is given.")
    int status(@Parameters(paramLabel = "NAME", arity = "0..1", description = "Name of the rounds.") String name) {
        RoundsClient gateway = new RoundsClient(tandem.gateway());
        String asked = Optional.ofNullable(name).orElseGet(() -> gateway.list(1).stream()
                .findFirst()
                .map(RoundsRecord::name)
                .orElseThrow(() -> new TandemException(
                        ErrorCode.NOT_FOUND, "There are no rounds yet. './tandem codev RECIPE --input PATH' makes some.")));
        RoundsView.show(tandem, gateway.status(asked));
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List rounds, the newest first.")
    int list(@Option(names = "--limit", paramLabel = "N", description = "At most; default: ${DEFAULT-VALUE}.", defaultValue = "20")
            int limit) {
        List<RoundsRecord> found = new RoundsClient(tandem.gateway()).list(limit);
        if (tandem.json()) {
            tandem.printJson(found);
            return ExitCode.OK;
        }
        TextTable table = new TextTable("rounds", "status", "started", "done", "best", "recall at 5").right(3, 4, 5);
        found.forEach(record -> table.add(
                record.name(),
                record.status().name().toLowerCase(Locale.ROOT),
                record.started(),
                Integer.toString(Math.max(0, record.rounds().size() - 1)),
                record.best().isPresent() ? Integer.toString(record.best().getAsInt()) : "",
                best(record).map(round -> RoundsView.percent(round.numbers().recallAt5().value())).orElse("")));
        tandem.out().println(found.isEmpty() ? "There are no rounds yet." : table);
        tandem.out().flush();
        return ExitCode.OK;
    }

    static Optional<RoundRecord> best(RoundsRecord record) {
        return record.best().isPresent() ? Optional.of(record.rounds().get(record.best().getAsInt())) : Optional.empty();
    }

    @Command(name = "cancel", description = "Cancel rounds; what is finished is kept.")
    int cancel(@Parameters(paramLabel = "NAME", description = "Name of the rounds.") String name) {
        RoundsRecord record = new RoundsClient(tandem.gateway()).cancel(name);
        if (record.status() != RunStatus.CANCELLED) {
            tellIfFinished(record);
        }
        RoundsView.show(tandem, record);
        return ExitCode.OK;
    }

    @Command(name = "pause", description = "Begin nothing further until the rounds are resumed; what is at work is finished.")
    int pause(@Parameters(paramLabel = "NAME", description = "Name of the rounds.") String name) {
        return act(name, "pause");
    }

    @Command(name = "resume", description = "Go on with paused rounds.")
    int resume(@Parameters(paramLabel = "NAME", description = "Name of the rounds.") String name) {
        return act(name, "resume");
    }

    @Command(name = "review", description = "Tell rounds that wait for it what people said of the pairs of the last one.")
    int review(
            @Parameters(paramLabel = "NAME", description = "Name of the rounds.") String name,
            @Option(names = "--labels", paramLabel = "FILE", required = true, description = "Their labels, good or bad, of all pairs.")
                    Path labels,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = LabelsCommand.FORMAT_HELP)
                    String format) {
        RoundsRecord record = new RoundsClient(tandem.gateway()).review(name, format, LabelsCommand.read(labels));
        RoundsView.show(tandem, record);
        return ExitCode.OK;
    }

    private int act(String name, String action) {
        RoundsRecord record = new RoundsClient(tandem.gateway()).act(name, action);
        tellIfFinished(record);
        RoundsView.show(tandem, record);
        return ExitCode.OK;
    }

    private void tellIfFinished(RoundsRecord record) {
        if (record.status().finished()) {
            tandem.err().println("tandem: the rounds '" + record.name() + "' are " + record.status().name().toLowerCase(Locale.ROOT)
                    + " already.");
        }
    }
}
