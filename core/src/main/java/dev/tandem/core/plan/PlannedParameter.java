package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import java.util.Collection;
import java.util.List;

/**
 * A parameter of an operator in a plan.
 *
 * @param name as it was asked for, for messages
 * @param parameter its name; whether the operator has it is not known here
 */
public record PlannedParameter(String name, PlannedStep step, OperatorSpec operator, String parameter) {

    /**
     * Finds the operator of a parameter.
     *
     * @param name {@code stage.operator.parameter}, or {@code operator.parameter} where the plan has the operator once
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for a stage or an operator that there is not, or more than once
     */
    public static PlannedParameter find(Plan plan, String name) {
        Path path = Path.of(name);
        List<PlannedStep> steps = plan.steps().stream().filter(step -> path.isIn(step)).toList();
        if (steps.isEmpty()) {
            throw path.unknown("stage", path.stage(), plan.steps().stream().map(PlannedStep::stage).distinct().toList());
        }
        List<PlannedParameter> found = steps.stream()
                .flatMap(step -> step.operators().stream()
                        .filter(operator -> operator.label().equals(path.operator()))
                        .map(operator -> new PlannedParameter(name, step, operator, path.parameter())))
                .toList();
        if (found.isEmpty()) {
            throw path.unknown(
                    path.stage().isEmpty() ? "operator named" : "operator in the stage '" + path.stage() + "' named",
                    path.operator(),
                    steps.stream().flatMap(step -> step.operators().stream()).map(OperatorSpec::label).distinct().toList());
        }
        if (found.size() > 1) {
            throw path.ambiguous(found.stream().map(place -> place.step().stage()).toList());
        }
        return found.getFirst();
    }

    /** Its whole name, whichever it was asked for by. */
    public String wholeName() {
        return step.stage() + "." + operator.label() + "." + parameter;
    }

    /**
     * Parts of a name; names of stages may have dots, those of operators and parameters have none.
     *
     * @param stage empty where the name has none
     */
    private record Path(String name, String stage, String operator, String parameter) {
        static Path of(String name) {
            int parameter = name.lastIndexOf('.');
            String place = parameter < 1 ? "" : name.substring(0, parameter);
            int operator = place.lastIndexOf('.');
            if (place.isEmpty() || operator == 0 || operator + 1 == place.length() || parameter + 1 == name.length()) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + name
                        + "' is no parameter; expected stage.operator.parameter, such as pages.text_length.min_len");
            }
            return new Path(
                    name,
                    operator < 0 ? "" : place.substring(0, operator),
                    place.substring(operator + 1),
                    name.substring(parameter + 1));
        }

        boolean isIn(PlannedStep step) {
            return stage.isEmpty() || step.stage().equals(stage);
        }

        TandemException unknown(String what, String found, Collection<String> names) {
            return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + name + "': there is no " + what + " '" + found + "'; "
                    + NearestName.suggest(found, names)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("expected one of " + String.join(", ", names)));
        }

        TandemException ambiguous(List<String> stages) {
            if (stages.stream().distinct().count() == 1) {
                return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + name + "': the stage '" + stages.getFirst()
                        + "' has '" + operator + "' in " + stages.size()
                        + " places; expected one. Give each a stage of its own in the recipe.");
            }
            return new TandemException(ErrorCode.INVALID_ARGUMENT, "'" + name + "': the stages "
                    + String.join(", ", stages.stream().distinct().toList()) + " have '" + operator
                    + "'. Say which one is meant, such as " + stages.getFirst() + "." + name);
        }
    }
}
