package dev.tandem.cli;

import dev.tandem.core.explain.Explanation;
import dev.tandem.core.explain.Explanation.Relative;
import dev.tandem.core.explain.Explanation.Verdict;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Prints the whole chain of a sample. */
@Command(name = "why", description = "Say what happened to a sample, and why.")
final class WhyCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "SAMPLE", description = "An id, its first digits (six at least), or a source.")
    private String sample;

    @Option(names = "--run", paramLabel = "RUN", description = "The run to look in; default: the newest that has the sample.")
    private String run;

    @Override
    public Integer call() {
        Explanation explanation = tandem.gateway().explain(sample, Optional.ofNullable(run));
        if (tandem.json()) {
            tandem.printJson(explanation);
        } else {
            print(tandem.out(), explanation);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Explanation sample) {
        out.println("Sample " + sample.sample());
        out.println("  from    " + sample.source() + " (stage '" + sample.stage() + "', run " + sample.run() + ")");
        sample.metadata().forEach((key, value) -> out.println("  " + key + ": " + value));
        sample.parents().forEach(parent -> out.println("  made from " + relative(parent)));
        sample.failure().ifPresent(failure -> out.println("  FAILED  " + failure));
        out.println();
        sample.verdicts().forEach(verdict -> print(out, verdict));
        if (!sample.made().isEmpty()) {
            out.println("\nMade from it:");
            sample.made().forEach(made -> out.println("  " + relative(made)));
        }
        out.println("\n" + (sample.datasets().isEmpty()
                ? "It is in no published data set."
                : "It is in: " + String.join(", ", sample.datasets())));
        out.println("\n" + sample.text().indent(2));
        out.flush();
    }

    private static void print(PrintWriter out, Verdict verdict) {
        out.println(String.format(
                Locale.ROOT,
                "  %-9s %s · %s%s",
                verdict.outcome() == Explanation.Outcome.ALSO_AGAINST ? "(against)" : verdict.outcome().name().toLowerCase(Locale.ROOT),
                verdict.stage(),
                verdict.operator(),
                verdict.reason().map(reason -> ": " + reason).orElse("")));
        if (!verdict.values().isEmpty()) {
            out.println("            measured  " + pairs(verdict.values()));
        }
        if (!verdict.parameters().isEmpty()) {
            out.println("            settings  " + pairs(verdict.parameters()));
        }
        verdict.code().ifPresent(code -> out.println("            code      " + code.abbreviated()));
    }

    static String pairs(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = "
                        + (entry.getValue() instanceof Object[] array ? Arrays.toString(array) : entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String relative(Relative sample) {
        return sample.sample().abbreviated() + "  " + sample.source()
                + (sample.stage().isEmpty() ? "" : "  (stage '" + sample.stage() + "')");
    }
}
