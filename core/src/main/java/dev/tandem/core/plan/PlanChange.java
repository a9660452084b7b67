package dev.tandem.core.plan;

import java.util.List;

/**
 * A plan with other values for some parameters. It has the same steps: keys of results follow from parameters, so that
 * only the work of changed operators, and of what comes after them, is done anew.
 *
 * @param settings what differs; empty where all values were as asked for
 */
public record PlanChange(Plan plan, List<Setting> settings) {
    public PlanChange {
        settings = List.copyOf(settings);
    }

    /**
     * A parameter that differs.
     *
     * @param operator label of the operator, unique within the stage's step
     * @param before canonical text
     * @param after canonical text
     */
    public record Setting(String stage, String operator, String parameter, String before, String after) {
        public String name() {
            return stage + "." + operator + "." + parameter;
        }
    }
}
