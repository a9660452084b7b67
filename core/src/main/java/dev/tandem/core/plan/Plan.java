package dev.tandem.core.plan;

import dev.tandem.core.recipe.Limits;
import java.util.List;

/** A recipe as steps, in an order in which each comes after its input. */
public record Plan(String recipe, List<PlannedStep> steps, List<OperatorSpec> formats, Limits limits) {
    public Plan {
        steps = List.copyOf(steps);
        formats = List.copyOf(formats);
    }
}
