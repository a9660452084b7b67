package dev.tandem.cli;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationItem;
import dev.tandem.core.evaluation.EvaluationLeaf;
import dev.tandem.core.evaluation.EvaluationRegistry.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The evaluation sets that training data is kept free of. */
@Command(name = "eval-sets", description = "Add, list or show evaluation sets: what 'decontaminate' keeps data free of.")
final class EvalSetsCommand {
    private static final int TEXT_CHARACTERS = 80;

    @ParentCommand
    private TandemCommand tandem;

    @Command(name = "add", description = "Add an evaluation set, or a new version of one; runs that go on keep theirs.")
    int add(
            @Parameters(index = "0", paramLabel = "NAME", description = "What recipes name it by.") String name,
            @Parameters(index = "1", paramLabel = "FILE", description = "JSON, one item a line.") Path file,
            @Mixin EvaluationFields fields,
            @Option(names = "--leaf", paramLabel = "LEAF",
                            description = "What it asks for: understanding, generation, retrieval or reasoning.")
                    Optional<String> leaf)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TandemException(ErrorCode.UNREADABLE_INPUT, "There is no file '" + file + "'");
        }
        Named named = tandem.gateway().addEvaluationSet(
                name, fields.fields(), leaf.map(EvaluationLeaf::of), EvaluationPictures.hashed(file, fields.image()));
        if (tandem.json()) {
            tandem.printJson(named);
        } else {
            tandem.out().println(named.name() + "@" + named.version() + ": " + Summary.number(named.items()) + " items.");
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    @Command(name = "list", description = "List the evaluation sets.")
    int list() {
        List<Named> sets = tandem.gateway().evaluationSets();
        if (tandem.json()) {
            tandem.printJson(sets);
        } else if (sets.isEmpty()) {
            tandem.out().println("There is no evaluation set yet. './tandem eval-sets add NAME FILE' adds one.");
        } else {
            TextTable table = new TextTable("evaluation set", "version", "items", "leaf", "slices", "added").right(2);
            sets.forEach(set -> table.add(
                    set.name(),
                    set.version().hex(),
                    Summary.number(set.items()),
                    set.leaf().map(EvaluationLeaf::label).orElse(""),
                    String.join(", ", set.slices()),
                    set.added()));
            tandem.out().print(table);
        }
        tandem.out().flush();
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show the first items of an evaluation set.")
    int show(
            @Parameters(index = "0", paramLabel = "NAME", description = "Name of the set.") String name,
            @Option(names = "--items", paramLabel = "N", defaultValue = "5",
                            description = "Items to show, at most 1000; default: ${DEFAULT-VALUE}.")
                    int items) {
        GatewayClient.ShownEvaluationSet shown = tandem.gateway().evaluationSet(name, items);
        if (tandem.json()) {
            tandem.printJson(shown);
        } else {
            Named set = shown.set();
            tandem.out().println(set.name() + "@" + set.version() + ": " + Summary.number(set.items()) + " items, "
                    + Summary.number(set.bytes()) + " bytes, added " + set.added());
            TextTable table = new TextTable("id", "query", "labels", "slices");
            shown.items().forEach(item -> add(table, item));
            tandem.out().print(table);
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    private static void add(TextTable table, EvaluationItem item) {
        table.add(item.id(), oneLine(item.query()), oneLine(String.join(" | ", item.labels())),
                oneLine(item.slices().toString()));
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= TEXT_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TEXT_CHARACTERS)) + "\u2026";
    }
}
