package dev.tandem.cli;

import dev.tandem.core.agreement.Agreement;
import dev.tandem.core.agreement.Correlation;
import dev.tandem.core.agreement.LengthBias;
import dev.tandem.core.agreement.PositionBias;
import dev.tandem.core.calibration.Interval;
import dev.tandem.core.labels.JudgeReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says how far the judges of a run go with people. */
@Command(
        name = "agreement",
        description = "Say how far what a run measured goes with what people say of the same samples, and how far judges of two answers"
                + " look at position and length.")
final class AgreementCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    @Option(names = "--labels", paramLabel = "FILE", required = true, description = "What people said.")
    private Path labels;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "jsonl", description = LabelsCommand.FORMAT_HELP)
    private String format;

    @Option(names = "--stage", paramLabel = "NAME", description = "The last one, if left out.")
    private Optional<String> stage = Optional.empty();

    @Override
    public Integer call() {
        Map<String, String> question = new TreeMap<>(Map.of("format", format));
        stage.ifPresent(name -> question.put("stage", name));
        JudgeReport report = tandem.gateway().agreement(run, question, LabelsCommand.read(labels));
        if (tandem.json()) {
            tandem.printJson(report);
        } else {
            print(tandem.out(), report);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, JudgeReport report) {
        out.println(Summary.number(report.samples()) + " samples were labelled by " + String.join(", ", report.annotators())
                + report.alpha().map(alpha -> "; they agree with an alpha of " + number(alpha)).orElse("") + ".");
        report.verdict().ifPresent(verdict -> out.println("The run keeps what people find good, and leaves what they find bad, in "
                + text(verdict) + "."));
        out.println();
        TextTable table = new TextTable("measured", "samples", "Pearson", "95 %", "Spearman", "95 %", "kappa", "95 %").right(1, 2, 4, 6);
        report.judges().forEach(judge -> table.add(
                judge.feature(),
                Summary.number(judge.items()),
                number(judge.pearson().value()),
                interval(judge.pearson()),
                number(judge.spearman().value()),
                interval(judge.spearman()),
                judge.agreement().map(agreement -> number(agreement.kappa())).orElse(""),
                judge.agreement().map(agreement -> text(agreement.kappaInterval())).orElse("")));
        out.println(table);
        report.judges().forEach(judge -> {
            judge.positions().ifPresent(bias -> out.println(judge.feature() + ": " + text(bias)));
            judge.lengths().ifPresent(bias -> out.println(judge.feature() + ": the longer answer wins in " + text(bias)
                    + judge.lengthsOfPeople().map(people -> "; for people in " + text(people)).orElse("") + "."));
        });
        out.flush();
    }

    private static String text(Agreement agreement) {
        return agreement.same() + " of " + agreement.items() + " (" + text(agreement.sameInterval()) + "), kappa "
                + number(agreement.kappa()) + " (" + text(agreement.kappaInterval()) + ")";
    }

    private static String text(PositionBias bias) {
        return "of " + bias.pairs() + " pairs judged in both orders, " + bias.steady() + " have the same winner; " + bias.firstTwice()
                + " times whatever stood first wins, " + bias.secondTwice() + " times whatever stood second ("
                + (bias.tells() ? "position decides" : "no more than chance") + ").";
    }

    private static String text(LengthBias bias) {
        return bias.longer() + " of " + bias.pairs() + " (" + text(bias.interval()) + ")";
    }

    private static String interval(Correlation correlation) {
        return text(correlation.interval());
    }

    private static String text(Interval interval) {
        return number(interval.low()) + " to " + number(interval.high());
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
