package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Samples for people, and their labels. */
@Command(name = "labels", description = "Write samples for people to label, or bring their labels back as a data set.")
final class LabelsCommand {
    static final String FORMAT_HELP = "jsonl or label-studio; default: ${DEFAULT-VALUE}.";
    private static final long MAX_BYTES = 64L << 20;

    @ParentCommand
    private TandemCommand tandem;

    @Command(
            name = "export",
            description = "Write some samples of what a stage kept and left, the same ones each time: half of them kept and half left,"
                    + " or half on either side of a threshold. What the run decided is not written.")
    int export(
            @Parameters(index = "0", paramLabel = "RUN|DATASET", description = "A run, or a data set as NAME or NAME@VERSION.")
                    String of,
            @Option(names = "--sample", paramLabel = "N",
                            description = "How many, at most 10000; those that a gate asks for where the run waits at one, else 100.")
                    Optional<Integer> samples,
            @Option(names = "--stage", paramLabel = "NAME", description = "The gate that the run waits at, or the last stage, if left out.")
                    Optional<String> stage,
            @Option(names = "--around", paramLabel = "OPERATOR.FEATURE=THRESHOLD",
                            description = "The samples nearest to a threshold.")
                    Optional<String> around,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Another one gives other samples.") long seed,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = FORMAT_HELP) String format,
            @Option(names = "--output", paramLabel = "FILE", description = "Where to write; the terminal, if left out.")
                    Optional<Path> output)
            throws IOException {
        Map<String, String> question = new TreeMap<>(Map.of("of", of, "seed", Long.toString(seed), "format", format));
        samples.ifPresent(count -> question.put("samples", count.toString()));
        stage.ifPresent(name -> question.put("stage", name));
        around.ifPresent(text -> {
            int equals = text.lastIndexOf('=');
            if (equals <= 0) {
                throw new TandemException(
                        ErrorCode.INVALID_ARGUMENT, "--around is OPERATOR.FEATURE=THRESHOLD, found '" + text + "'");
            }
            question.put("feature", text.substring(0, equals));
            question.put("threshold", text.substring(equals + 1));
        });
        byte[] file = tandem.gateway().labelSamples(question);
        if (output.isPresent()) {
            Files.write(output.get(), file);
            tandem.err().println("The samples stand in " + output.get() + ".");
            tandem.err().flush();
        } else {
            tandem.out().print(new String(file, StandardCharsets.UTF_8));
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    @Command(
            name = "import",
            description = "Make labels a data set version whose actor is human. Each must be of a sample of the run; what two people say"
                    + " differently of one is kept as they said it.")
    int imported(
            @Parameters(index = "0", paramLabel = "FILE", description = "What the people wrote.") Path file,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = FORMAT_HELP) String format,
            @Option(names = "--name", paramLabel = "NAME", description = "Of the data set; 'labels-' and the recipe, if left out.")
                    Optional<String> name,
            @Option(names = "--run", paramLabel = "RUN", description = "That the samples are from, where the labels do not say it.")
                    Optional<String> run) {
        Map<String, String> question = new TreeMap<>(Map.of("format", format));
        name.ifPresent(text -> question.put("name", text));
        run.ifPresent(text -> question.put("run", text));
        GatewayClient.ImportedLabels imported = tandem.gateway().importLabels(question, read(file));
        if (tandem.json()) {
            tandem.printJson(imported);
        } else {
            print(tandem.out(), imported);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, GatewayClient.ImportedLabels imported) {
        out.println(imported.name() + "@" + imported.version() + ": " + Summary.number(imported.labels()) + " labels of "
                + Summary.number(imported.samples()) + " samples of " + imported.run() + ", by " + String.join(", ", imported.annotators())
                + ".");
        if (imported.conflicts() > 0) {
            out.println("Of " + imported.conflicts() + " samples two people say different things; all of it is kept.");
        }
        imported.alpha().ifPresent(alpha ->
                out.println(String.format(Locale.ROOT, "They agree with an alpha of %.3f (Krippendorff; 0 is chance, 1 always).", alpha)));
        out.flush();
    }

    @Command(
            name = "preferences",
            description = "Make a data set of preferences of labels: a corrected text is better than the one that was corrected, and of two"
                    + " answers the one that is preferred.")
    int preferences(
            @Parameters(index = "0", paramLabel = "FILE", description = "What the people wrote.") Path file,
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "Of the data set.") String name,
            @Option(names = "--to", paramLabel = "WRITER", defaultValue = "dpo",
                            description = "dpo, reward or another format of data sets; default: ${DEFAULT-VALUE}.")
                    String to,
            @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = FORMAT_HELP) String format,
            @Option(names = "--run", paramLabel = "RUN", description = "That the samples are from, where the labels do not say it.")
                    Optional<String> run) {
        Map<String, String> question = new TreeMap<>(Map.of("format", format, "name", name, "to", to));
        run.ifPresent(text -> question.put("run", text));
        GatewayClient.MadePreferences made = tandem.gateway().makePreferences(question, read(file));
        if (tandem.json()) {
            tandem.printJson(made);
        } else {
            tandem.out().println(made.name() + "@" + made.version() + ": " + Summary.number(made.preferences())
                    + " preferences of samples of " + made.run() + ".");
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    static byte[] read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new TandemException(ErrorCode.TOO_LARGE, "'" + file + "' is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "Cannot read the labels '" + file + "': " + e, e);
        }
    }
}
