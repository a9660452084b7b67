package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.evaluation.EvaluationNames;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.operator.ParamValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts versions in place of the names of evaluation sets in a plan: keys of results follow from parameters, so that they
 * change when a set does, and a run that goes on is not touched by it. Names stand in a parameter {@value #PARAMETER} that is
 * a list, whichever operator has it.
 */
public final class EvaluationPins {
    private static final String PARAMETER = "eval_sets";

    private final OperatorCatalog catalog;
    private final EvaluationNames names;

    public EvaluationPins(OperatorCatalog catalog, EvaluationNames names) {
        this.catalog = catalog;
        this.names = names;
    }

    /**
     * The same plan with versions.
     *
     * @throws TandemException {@link ErrorCode#NOT_FOUND} for a set or a version that there is not,
     *     {@link ErrorCode#INVALID_RECIPE} for an operator that names no set
     */
    public Plan pin(Plan plan) {
        List<PlannedStep> steps = plan.steps().stream()
                .map(step -> step.with(pin(step.operators())))
                .toList();
        return new Plan(plan.recipe(), steps, plan.formats(), plan.limits());
    }

    public List<OperatorSpec> pin(List<OperatorSpec> specs) {
        return specs.stream().map(this::pin).toList();
    }

    private OperatorSpec pin(OperatorSpec spec) {
        OperatorInfo info = catalog.find(spec.name()).orElseThrow();
        List<String> params = info.params().stream().map(ParamInfo::name).toList();
        int at = params.indexOf(PARAMETER);
        if (at < 0 || !(new ParamValues(spec.name(), info.params()).of(spec.given()).get(at) instanceof List<?> sets)) {
            return spec;
        }
        if (sets.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "'" + spec.name() + "': '" + PARAMETER
                    + "' is empty; name one or more of the sets that './tandem eval-sets list' shows");
        }
        Map<String, Object> given = new TreeMap<>(spec.given());
        given.put(PARAMETER, sets.stream().map(set -> names.pin(set.toString()).toString()).toList());
        return spec.with(catalog.canonical(spec.name(), given), given);
    }
}
