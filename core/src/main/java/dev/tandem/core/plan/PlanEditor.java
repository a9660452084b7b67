package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.recipe.ParameterText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param values by {@code stage.operator.parameter}, or by {@code operator.parameter} where the plan has the operator once;
     *     each written as in a recipe
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a stage, operator or parameter that there is not,
     *     and for a value that does not fit
     */
    public PlanChange change(Plan plan, Map<String, String> values) {
        List<PlannedStep> steps = new ArrayList<>(plan.steps());
        List<PlanChange.Setting> settings = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        new TreeMap<>(values).forEach((name, text) -> {
            PlannedParameter target = PlannedParameter.find(plan, name);
            if (!changed.add(target.wholeName())) {
                throw new TandemException(
                        ErrorCode.INVALID_ARGUMENT, "'" + target.wholeName() + "' is given twice; expected one value");
            }
            int index = target.step().index();
            PlannedStep step = steps.get(index);
            List<OperatorSpec> operators = new ArrayList<>(step.operators());
            int position = target.step().operators().indexOf(target.operator());
            OperatorSpec before = operators.get(position);
            OperatorSpec after = changed(before, target, text);
            operators.set(position, after);
            steps.set(index, step.with(operators));
            String old = before.parameters().get(target.parameter());
            String now = after.parameters().get(target.parameter());
            if (!now.equals(old)) {
                settings.add(new PlanChange.Setting(step.stage(), before.label(), target.parameter(), old, now));
            }
        });
        try {
            new FeatureScope(catalog).verify(steps);
        } catch (TandemException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, e.getMessage(), e);
        }
        return new PlanChange(new Plan(plan.recipe(), steps, plan.formats(), plan.limits()), settings);
    }

    private OperatorSpec changed(OperatorSpec spec, PlannedParameter target, String text) {
        Map<String, Object> given = new TreeMap<>(spec.given());
        given.put(target.parameter(), ParameterText.value(target.name(), text));
        try {
            catalog.create(spec.name(), given, OperatorContext.withoutModels());
        } catch (TandemException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + target.name() + "': " + e.getMessage(), e);
        }
        return spec.with(catalog.canonical(spec.name(), given), given);
    }
}
