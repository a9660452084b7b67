package dev.tandem.cli;

import dev.tandem.core.evaluation.GivenEvaluationSets;
import dev.tandem.core.forecast.Forecast;
import dev.tandem.core.forecast.Forecast.OperatorForecast;
import dev.tandem.core.forecast.Forecast.Proposal;
import dev.tandem.core.forecast.Forecast.StepForecast;
import dev.tandem.core.forecast.Forecaster;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.plan.EvaluationPins;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.Planner;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.score.KnownScores;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Predicts what a recipe drops and costs, in this process, without a server. */
@Command(
        name = "explain",
        description = "Predict from a sample of an input what each operator of a recipe will drop and cost, and in which order they"
                + " would cost less. Runs in this process, without a server.")
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RECIPE", description = "A recipe, such as recipes/demo.yaml.")
    private Path recipe;

    @Option(names = "--input", required = true, arity = "1..*", paramLabel = "PATH", description = "Files and folders to read.")
    private List<Path> inputs;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Samples to look at, from all over the input, at most 100000; default: ${DEFAULT-VALUE}.")
    private int samples = 1_000;

    @Mixin
    private EvaluationFiles evaluationFiles;

    @Override
    public Integer call() {
        GivenEvaluationSets sets = evaluationFiles.sets();
        OperatorCatalog catalog = OperatorCatalog.load();
        Plan plan = new EvaluationPins(catalog, sets)
                .pin(new Planner(catalog).plan(new RecipeParser(catalog).parse(Execution.read(recipe), recipe.toString())));
        OperatorContext context = new OperatorContext(new LazyModels(tandem.local()), MediaLimits.DEFAULT, sets);
        LocalInput input = LocalInput.of(inputs);
        Optional<KnownScores> known = tandem.local().known(() -> Upload.manifest(input, (digest, file) -> {}).digest());
        Forecast forecast = new Forecaster(catalog, context, known).forecast(plan, input, samples);
        if (tandem.json()) {
            tandem.printJson(forecast);
        } else {
            print(tandem.out(), forecast);
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, Forecast forecast) {
        out.println("Recipe '" + forecast.recipe() + "', from " + Summary.number(forecast.sampled()) + " of about "
                + Summary.number(forecast.inputSamples()) + " samples (" + Summary.number(forecast.inputBytes()) + " bytes); "
                + Summary.number(forecast.unreadable()) + " of them could not be read.");
        out.println();
        TextTable table = new TextTable(
                        "stage", "operator", "asked", "drops alone", "drops first", "failed", "µs each", "µs alone", "input drops",
                        "input s")
                .right(2, 3, 4, 5, 6, 7, 8, 9);
        table.add("", "reading", Summary.number(forecast.sampled()), "", "", Summary.number(forecast.unreadable()),
                decimal(forecast.readMicros()), "", "", decimal(forecast.readMicros() * forecast.inputSamples() / 1e6));
        for (StepForecast step : forecast.steps()) {
            step.operators().forEach(operator -> add(table, step.stage(), operator));
        }
        out.println(table);
        for (StepForecast step : forecast.steps()) {
            out.println("Stage " + step.stage() + " (" + names(step) + "): about " + Summary.number(step.inputIn()) + " come in, "
                    + Summary.number(step.inputKept()) + " are left.");
        }
        out.println("All of it takes about " + decimal(forecast.seconds())
                + " s on one core, without what shards, services and workflows cost; with the cores of this machine about "
                + decimal(forecast.elapsedSeconds()) + " s.");
        print(out, forecast.calls(), forecast.known());
        forecast.cost().ifPresent(cost -> out.println("That costs about " + decimal(cost) + " by the prices of the recipe."));
        forecast.overBudget().forEach(over -> out.println("Over budget: " + over + "."));
        if (kinds(forecast).contains(OperatorKind.DEDUPLICATOR)) {
            out.println("Duplicates were looked for in the sample only: the whole input has more.");
        }
        if (kinds(forecast).contains(OperatorKind.SELECTOR)) {
            out.println("Selectors judged by the sample only: fractions and limits are about those of the whole input, and what is"
                    + " frequent there is less so in a sample.");
        }
        forecast.proposals().forEach(proposal -> print(out, proposal));
        if (forecast.proposals().isEmpty()) {
            out.println("No other order is clearly cheaper.");
        }
        out.flush();
    }

    private static void print(PrintWriter out, Map<String, Long> calls, Map<String, Long> known) {
        if (!calls.isEmpty()) {
            out.println("Models are given about " + rows(calls) + ".");
        }
        if (known.values().stream().anyMatch(rows -> rows > 0)) {
            out.println("They need not be given about " + rows(known) + ", as runs on this machine asked before, or as they stand twice.");
        }
    }

    private static String rows(Map<String, Long> calls) {
        return calls.entrySet().stream()
                .map(model -> Summary.number(model.getValue()) + " rows (" + model.getKey() + ")")
                .collect(Collectors.joining(", "));
    }

    private static void add(TextTable table, String stage, OperatorForecast operator) {
        table.add(
                stage,
                operator.operator(),
                Summary.number(operator.in()),
                share(operator.against(), operator.in()),
                share(operator.dropped(), operator.in()),
                Summary.number(operator.failed()),
                decimal(operator.micros()),
                decimal(operator.aloneMicros()),
                Summary.number(operator.inputDropped()),
                decimal(operator.seconds()));
    }

    private static void print(PrintWriter out, Proposal proposal) {
        out.println();
        out.println("Stage " + proposal.stage() + " would keep the same samples for about " + decimal(proposal.proposedSeconds())
                + " s instead of " + decimal(proposal.seconds()) + " s, cut into stages of its own:");
        for (int i = 0; i < proposal.stages().size(); i++) {
            out.println("  - name: " + proposal.stage() + (i == 0 ? "" : "-" + (i + 1)));
            out.println("    operators: [" + String.join(", ", proposal.stages().get(i)) + "]");
        }
    }

    private static String names(StepForecast step) {
        return step.operators().stream().map(OperatorForecast::operator).collect(Collectors.joining(", "));
    }

    private static List<OperatorKind> kinds(Forecast forecast) {
        return forecast.steps().stream().flatMap(step -> step.operators().stream()).map(OperatorForecast::kind).toList();
    }

    private static String share(long part, long all) {
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / all);
    }

    private static String decimal(double number) {
        return number >= 100 ? Summary.number(Math.round(number)) : String.format(Locale.ROOT, number >= 1 ? "%.1f" : "%.3f", number);
    }
}
