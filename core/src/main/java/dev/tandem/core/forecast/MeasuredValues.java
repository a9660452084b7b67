package dev.tandem.core.forecast;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** What the steps measured of the samples that they left, held where a selector of the plan reads it. */
final class MeasuredValues {
    private final Plan plan;
    private final boolean wanted;
    private final Map<Integer, Map<Digest, Map<String, Object>>> bySteps = new HashMap<>();

    MeasuredValues(Plan plan) {
        this.plan = plan;
        this.wanted = plan.steps().stream().anyMatch(step -> switch (step.kind()) {
            case SELECT, SELECT_FROM_ALL, TRAIN, DEDUPLICATE -> true;
            case READ, PASS, CREATE -> false;
        });
    }

    boolean areWanted() {
        return wanted;
    }

    /** @param values by column, of each of the samples */
    void put(PlannedStep step, List<Sample> samples, List<Map<String, Object>> values) {
        if (wanted) {
            Map<Digest, Map<String, Object>> byId = new HashMap<>();
            for (int i = 0; i < samples.size(); i++) {
                byId.put(samples.get(i).id(), values.get(i));
            }
            bySteps.put(step.index(), byId);
        }
    }

    /** What a step's operator reads, by reading and sample. */
    double[][] columns(PlannedStep step, List<FeatureReading> readings, List<Sample> samples) {
        double[][] columns = new double[readings.size()][samples.size()];
        for (int i = 0; i < columns.length; i++) {
            for (int row = 0; row < samples.size(); row++) {
                columns[i][row] = readings.get(i).number(value(step, samples.get(row).id(), readings.get(i).column()));
            }
        }
        return columns;
    }

    /** Null where nothing was measured. */
    private Object value(PlannedStep reader, Digest sample, String column) {
        OptionalInt at = reader.input();
        while (at.isPresent()) {
            PlannedStep step = plan.steps().get(at.getAsInt());
            Object value = bySteps.getOrDefault(step.index(), Map.of()).getOrDefault(sample, Map.of()).get(column);
            if (value != null) {
                return value;
            }
            at = step.kind() == StepKind.CREATE ? OptionalInt.empty() : step.input();
        }
        return null;
    }
}
