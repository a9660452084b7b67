package dev.tandem.core.plan;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.shard.TableRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which measured values the selectors of a plan can read: those of the steps that their samples came through. */
final class FeatureScope {
    /** What every deduplicator says of a sample that stays, where it has duplicates. */
    private static final List<Feature> OF_DEDUPLICATORS = List.of(Feature.number("size"));

    private static final int LONGEST_NAME = 300;

    private final OperatorCatalog catalog;

    FeatureScope(OperatorCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Looks whether everything is measured that is read.
     *
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE}
     */
    void verify(List<PlannedStep> steps) {
        for (PlannedStep step : steps) {
            OperatorSpec spec = step.operators().getFirst();
            List<FeatureReading> readings = switch (step.kind()) {
                case SELECT, SELECT_FROM_ALL, TRAIN -> ((Selector) create(spec)).readings();
                case DEDUPLICATE -> ((DuplicateFinder) create(spec)).readings();
                case READ, PASS, CREATE -> List.of();
            };
            if (!readings.isEmpty()) {
                Map<String, Feature.Type> measured = measured(steps, step.input());
                readings.forEach(reading -> verify(step, spec, reading, measured));
            }
        }
    }

    private static void verify(
            PlannedStep step, OperatorSpec spec, FeatureReading reading, Map<String, Feature.Type> measured) {
        String where = "'" + spec.label() + "' in the stage '" + step.stage() + "'";
        if (reading.column().isEmpty()) {
            throw invalid(where + " does not say what it reads; expected a measured value, such as text_length.text_len, "
                    + "of an operator before it");
        }
        if (reading.column().length() > LONGEST_NAME) {
            throw invalid(where + " reads what has a name of " + reading.column().length() + " characters; expected at most "
                    + LONGEST_NAME);
        }
        Feature.Type type = measured.get(reading.column());
        if (type == null) {
            throw invalid(where + " reads '" + reading.column() + "', which no operator before it measures; "
                    + NearestName.suggest(reading.column(), measured.keySet())
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse(measured.isEmpty()
                                    ? "nothing is measured before it since its samples were read or made"
                                    : "there are " + String.join(", ", measured.keySet())));
        }
        if (type == Feature.Type.TEXT) {
            throw invalid(where + " reads '" + reading.column() + "', which is a text; expected a number");
        }
    }

    /** Features by column, of the latest steps first; created samples have none of their parents. */
    private Map<String, Feature.Type> measured(List<PlannedStep> steps, OptionalInt from) {
        Map<String, Feature.Type> measured = new LinkedHashMap<>();
        OptionalInt at = from;
        while (at.isPresent()) {
            PlannedStep step = steps.get(at.getAsInt());
            if (step.kind() == StepKind.CREATE) {
                return measured;
            }
            for (OperatorSpec spec : step.operators()) {
                features(step.kind(), spec).forEach(
                        feature -> measured.putIfAbsent(TableRow.column(spec.label(), feature), feature.type()));
            }
            at = step.input();
        }
        return measured;
    }

    private List<Feature> features(StepKind kind, OperatorSpec spec) {
        return switch (kind) {
            case READ, CREATE -> List.of();
            case DEDUPLICATE -> create(spec) instanceof SpanDeduplicator spans ? spans.features() : OF_DEDUPLICATORS;
            case PASS -> create(spec) instanceof Filter filter ? filter.features() : List.of();
            case SELECT, SELECT_FROM_ALL, TRAIN -> ((Selector) create(spec)).features();
        };
    }

    private CurationOperator create(OperatorSpec spec) {
        return catalog.create(spec.name(), spec.given(), OperatorContext.withoutModels());
    }

    private static TandemException invalid(String message) {
        return new TandemException(ErrorCode.INVALID_RECIPE, message);
    }
}
