package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.recipe.ParameterText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Changes parameters of operators in a plan; which stages may still be changed is not known here. */
public final class PlanEditor {
    private final OperatorCatalog catalog;

    public PlanEditor(OperatorCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Changes parameters.
     *
     * @param values by {@code stage.operator.parameter}, each written as in a recipe
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a stage, operator or parameter that there is not,
     *     and for a value that does not fit
     */
    public PlanChange change(Plan plan, Map<String, String> values) {
        List<PlannedStep> steps = new ArrayList<>(plan.steps());
        List<PlanChange.Setting> settings = new ArrayList<>();
        new TreeMap<>(values).forEach((name, text) -> {
            Target target = Target.of(name);
            int index = step(steps, target);
            PlannedStep step = steps.get(index);
            List<OperatorSpec> operators = new ArrayList<>(step.operators());
            int position = labels(step).indexOf(target.operator());
            OperatorSpec before = operators.get(position);
            OperatorSpec after = changed(before, target, text);
            operators.set(position, after);
            steps.set(index, new PlannedStep(step.index(), step.stage(), step.kind(), operators, step.input(), step.publish()));
            String old = before.parameters().get(target.parameter());
            String now = after.parameters().get(target.parameter());
            if (!now.equals(old)) {
                settings.add(new PlanChange.Setting(step.stage(), before.label(), target.parameter(), old, now));
            }
        });
        return new PlanChange(new Plan(plan.recipe(), steps, plan.formats(), plan.limits()), settings);
    }

    private OperatorSpec changed(OperatorSpec spec, Target target, String text) {
        Map<String, Object> given = new TreeMap<>(spec.given());
        given.put(target.parameter(), ParameterText.value(target.name(), text));
        try {
            catalog.create(spec.name(), given, OperatorContext.withoutModels());
        } catch (TandemException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + target.name() + "': " + e.getMessage(), e);
        }
        return spec.with(catalog.canonical(spec.name(), given), given);
    }

    private static int step(List<PlannedStep> steps, Target target) {
        List<PlannedStep> stage = steps.stream().filter(step -> step.stage().equals(target.stage())).toList();
        if (stage.isEmpty()) {
            throw unknown(target, "stage", target.stage(), steps.stream().map(PlannedStep::stage).distinct().toList());
        }
        List<PlannedStep> found = stage.stream().filter(step -> labels(step).contains(target.operator())).toList();
        if (found.isEmpty()) {
            throw unknown(
                    target,
                    "operator in the stage '" + target.stage() + "' named",
                    target.operator(),
                    stage.stream().flatMap(step -> labels(step).stream()).toList());
        }
        if (found.size() > 1) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + target.name() + "': the stage '" + target.stage()
                    + "' has '" + target.operator() + "' in " + found.size()
                    + " places; expected one. Give each a stage of its own in the recipe.");
        }
        return found.getFirst().index();
    }

    private static List<String> labels(PlannedStep step) {
        return step.operators().stream().map(OperatorSpec::label).toList();
    }

    private static TandemException unknown(Target target, String what, String name, Collection<String> names) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + target.name() + "': there is no " + what + " '" + name + "'; "
                + NearestName.suggest(name, names)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("expected one of " + String.join(", ", names)));
    }

    /** A parameter of an operator; names of stages may have dots, those of operators and parameters have none. */
    private record Target(String name, String stage, String operator, String parameter) {
        static Target of(String name) {
            int parameter = name.lastIndexOf('.');
            int operator = parameter < 1 ? -1 : name.lastIndexOf('.', parameter - 1);
            if (operator < 1 || operator + 1 == parameter || parameter + 1 == name.length()) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + name
                        + "' is no parameter; expected stage.operator.parameter, such as pages.text_length.min_len");
            }
            return new Target(
                    name, name.substring(0, operator), name.substring(operator + 1, parameter), name.substring(parameter + 1));
        }
    }
}
