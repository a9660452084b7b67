package dev.tandem.cli;

import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.recipe.ParameterText;
import dev.tandem.core.whatif.WhatIfAnswer;
import dev.tandem.core.whatif.WhatIfAnswer.Example;
import dev.tandem.core.whatif.WhatIfAnswer.ReasonCount;
import dev.tandem.core.whatif.WhatIfAnswer.StepAnswer;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says what a run would have kept with other limits. */
@Command(
        name = "what-if",
        description = "Say what a run would have kept with other limits of its filters, from what it measured: nothing is run again.")
final class WhatIfCommand implements Callable<Integer> {
    @ParentCommand
    private TandemCommand tandem;

    @Parameters(paramLabel = "RUN", description = "Name of the run, as './tandem runs' lists it.")
    private String run;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "[STAGE.]OPERATOR.PARAMETER=VALUE",
            description = "Another value for a parameter, written as in a recipe, such as text_length.min_len=100."
                    + " May be given several times. docs/operators.md says which parameters change what is measured:"
                    + " of those nothing can be told.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--examples", paramLabel = "N", description = "Samples that flip to show, at most 100; default: ${DEFAULT-VALUE}.")
    private int examples = 5;

    @Override
    public Integer call() {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((parameter, text) -> values.put(parameter, ParameterText.value(parameter, text)));
        WhatIfAnswer answer = tandem.gateway().whatIf(run, values, examples);
        if (tandem.json()) {
            tandem.printJson(answer);
        } else {
            answer.steps().forEach(step -> print(tandem.out(), step));
            tandem.out().flush();
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, StepAnswer step) {
        out.println("Stage " + step.stage() + " (" + String.join(", ", step.operators()) + ")");
        step.settings().forEach(setting -> out.println("  " + text(setting)));
        out.println();
        TextTable table = new TextTable("samples", "before", "then", "difference").right(1, 2, 3);
        add(table, "kept", step.keptBefore(), step.keptAfter());
        step.reasons().stream()
                .sorted(Comparator.comparingLong((ReasonCount reason) -> -Math.abs(reason.after() - reason.before())))
                .forEach(reason -> add(table, reason.reason(), reason.before(), reason.after()));
        add(table, "came into the stage", step.in(), step.in());
        out.println(table);
        out.println(Summary.number(step.nowKept()) + " that were dropped would be kept, " + Summary.number(step.nowDropped())
                + " that were kept would be dropped, " + Summary.number(step.otherReason()) + " would be dropped for another reason.");
        print(out, "Would be kept", step.examples().stream().filter(example -> example.after().isEmpty()).toList());
        print(out, "Would be dropped", step.examples().stream().filter(example -> example.after().isPresent()).toList());
        if (!step.following().isEmpty() && step.nowKept() + step.nowDropped() > 0) {
            out.println("Not predicted is what the steps after this one would make of these samples:");
            step.following().forEach(following -> out.println("  " + following));
        }
        out.println();
    }

    private static void print(PrintWriter out, String title, List<Example> examples) {
        if (!examples.isEmpty()) {
            out.println();
            out.println(title + ", for example:");
        }
        for (Example example : examples) {
            out.println("  " + example.sample().abbreviated() + "  " + example.source());
            example.before().ifPresent(reason -> out.println("      was dropped  " + reason));
            example.after().ifPresent(reason -> out.println("      because      " + reason));
            out.println("      measured     " + WhyCommand.pairs(example.values()));
            out.println("      text         " + example.text().replaceAll("\\s+", " "));
        }
    }

    private static String text(PlanChange.Setting setting) {
        return setting.name() + " = " + setting.after() + " instead of " + setting.before();
    }

    private static void add(TextTable table, String what, long before, long after) {
        String difference = after == before ? "" : (after > before ? "+" : "") + Summary.number(after - before);
        table.add(what, Summary.number(before), Summary.number(after), difference);
    }
}
