package dev.tandem.cli;

import dev.tandem.core.diff.DatasetDiff;
import dev.tandem.core.diff.DatasetDiff.Example;
import dev.tandem.core.diff.DatasetDiff.Place;
import dev.tandem.core.diff.DatasetDiff.SampleDiff;
import dev.tandem.core.diff.DatasetDiff.StepDiff;
import dev.tandem.core.diff.DatasetDiff.Version;
import dev.tandem.core.engine.Counts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Compares two published versions. */
@Command(name = "diff", description = "Show what two published versions of data sets differ in: what made them, and their samples.")
final class DiffCommand implements Callable<Integer> {
    private static final int STEP_CHARACTERS = 60;
    private static final String VERSION =
            "A data set's name for its newest version, NAME@VERSION, or VERSION; of a version six digits are enough.";

    @ParentCommand
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "A", description = VERSION)
    private String a;

    @Parameters(index = "1", paramLabel = "B", description = "The other.")
    private String b;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "Samples of each kind to show, at most 100; default: ${DEFAULT-VALUE}.")
    private int examples = 5;

    @Override
    public Integer call() {
        DatasetDiff diff = tandem.gateway().diff(a, b, examples);
        if (tandem.json()) {
            tandem.printJson(diff);
        } else {
            print(tandem.out(), diff);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, DatasetDiff diff) {
        out.println("A  " + text(diff.a()));
        out.println("B  " + text(diff.b()));
        out.println();
        if (diff.made().isEmpty()) {
            out.println("They were made in the same way.");
            out.println();
        } else {
            TextTable table = new TextTable("made differently", "A", "B");
            diff.made().forEach(difference ->
                    table.add(difference.what(), difference.a().orElse("-"), difference.b().orElse("-")));
            out.println(table);
        }
        steps(out, diff.steps());
        samples(out, diff.samples());
        out.flush();
    }

    private static String text(Version version) {
        return version.name() + "@" + version.version().abbreviated() + "  " + Summary.number(version.samples())
                + " samples, recipe '" + version.recipe() + "'";
    }

    private static void steps(PrintWriter out, List<StepDiff> steps) {
        TextTable counts = new TextTable("step", "in A", "in B", "kept A", "kept B").right(1, 2, 3, 4);
        TextTable reasons = new TextTable("why samples went", "A", "B", "difference").right(1, 2, 3);
        for (StepDiff step : steps) {
            counts.add(
                    name(step),
                    number(step.a(), Counts::in),
                    number(step.b(), Counts::in),
                    number(step.a(), Counts::kept),
                    number(step.b(), Counts::kept));
            step.reasons().forEach(reason -> reasons.add(
                    step.stage() + " · " + reason.reason(),
                    Summary.number(reason.a()),
                    Summary.number(reason.b()),
                    (reason.b() > reason.a() ? "+" : "") + Summary.number(reason.b() - reason.a())));
        }
        out.println(counts);
        if (steps.stream().anyMatch(step -> !step.reasons().isEmpty())) {
            out.println(reasons);
        }
    }

    /** Long lists are told apart by their beginning. */
    private static String name(StepDiff step) {
        String name = step.stage() + ": " + String.join(", ", step.operators());
        return name.length() <= STEP_CHARACTERS ? name : name.substring(0, STEP_CHARACTERS) + "...";
    }

    private static String number(Optional<Counts> counts, ToLongFunction<Counts> count) {
        return counts.map(found -> Summary.number(count.applyAsLong(found))).orElse("-");
    }

    private static void samples(PrintWriter out, SampleDiff samples) {
        out.println(Summary.number(samples.same()) + " samples are the same in both, " + Summary.number(samples.otherContent())
                + " have other content, " + Summary.number(samples.onlyA()) + " are only in A, " + Summary.number(samples.onlyB())
                + " only in B.");
        examples(out, "Only in A", Place.ONLY_A, samples.examples());
        examples(out, "Only in B", Place.ONLY_B, samples.examples());
        examples(out, "With other content", Place.OTHER_CONTENT, samples.examples());
    }

    private static void examples(PrintWriter out, String title, Place place, List<Example> examples) {
        List<Example> shown = examples.stream().filter(example -> example.place() == place).toList();
        if (!shown.isEmpty()) {
            out.println(title + ", for example:");
            shown.forEach(example -> out.println("  " + example.sample().substring(0, 12) + "  " + example.source()));
        }
    }
}
