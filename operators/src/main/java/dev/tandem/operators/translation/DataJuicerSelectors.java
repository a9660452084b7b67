package dev.tandem.operators.translation;

import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.ForeignOperator.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts Data-Juicer's selectors by a field in the form that rules of names can translate. There a field is one of the row, or what a
 * filter before it wrote beside the row; here selectors go by what filters measured, so a field of the row is measured first.
 */
final class DataJuicerSelectors {
    private static final String STATISTICS = "__dj__stats__.";
    private static final String FIELD = "field_key";
    private static final String MEASURING = "specified_numeric_field";

    private final OperatorCatalog catalog;
    private final Consumer<Remark> remarks;
    private final List<OperatorUse> before = new ArrayList<>();

    DataJuicerSelectors(OperatorCatalog catalog, Consumer<Remark> remarks) {
        this.catalog = catalog;
        this.remarks = remarks;
    }

    /** An operator stands in the recipe. */
    void add(OperatorUse use) {
        before.add(use);
    }

    /** Whether an operator there selects by the rank of a number. */
    static boolean ranks(ForeignOperator operator) {
        return operator.name().equals("topk_specified_field_selector") || operator.name().equals("range_specified_field_selector");
    }

    /** What has to measure the field first, where it is one of the row. */
    Optional<OperatorUse> measuring(ForeignOperator operator) {
        return field(operator)
                .filter(field -> !field.startsWith(STATISTICS) && selects(operator))
                .map(field -> new OperatorUse(MEASURING, Map.of(FIELD, field)));
    }

    /** The selector with what it goes by as a parameter here; empty where it keeps everything, or nothing measures the field. */
    Optional<ForeignOperator> withFeature(ForeignOperator operator) {
        Optional<String> field = field(operator);
        if (field.isEmpty() || !selects(operator)) {
            remarks.accept(Remark.notNeeded(operator.line(), operator.name(), "it keeps everything"));
            return Optional.empty();
        }
        String name = field.get();
        Optional<String> feature = name.startsWith(STATISTICS)
                ? feature(name.substring(STATISTICS.length()))
                : Optional.of(label(before.size() - 1) + ".field_value");
        if (feature.isEmpty()) {
            remarks.accept(Remark.notTranslated(
                    operator.line(), operator.name() + "." + FIELD + " = " + name, "no operator before it measures that"));
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : operator.parameters()) {
            parameters.add(parameter.name().equals(FIELD) ? new Parameter("feature", parameter.line(), feature.get()) : turned(parameter));
        }
        return Optional.of(new ForeignOperator(operator.name(), operator.line(), parameters));
    }

    private static Parameter turned(Parameter parameter) {
        return parameter.name().equals("reverse") && parameter.value() instanceof Boolean highest
                ? new Parameter("order", parameter.line(), highest ? "highest" : "lowest")
                : parameter;
    }

    private static Optional<String> field(ForeignOperator operator) {
        return value(operator, FIELD).filter(String.class::isInstance).map(Object::toString).filter(field -> !field.isEmpty());
    }

    private static Optional<Object> value(ForeignOperator operator, String parameter) {
        return operator.parameters().stream()
                .filter(given -> given.name().equals(parameter) && !(given.value() instanceof Nothing))
                .map(Parameter::value)
                .findFirst();
    }

    /** Without limits, or with one at one end alone where it has two ends, such a selector does nothing. */
    private static boolean selects(ForeignOperator operator) {
        if (operator.name().startsWith("topk")) {
            return positive(operator, "top_ratio") || positive(operator, "topk");
        }
        return (value(operator, "lower_percentile").isPresent() || value(operator, "lower_rank").isPresent())
                && (value(operator, "upper_percentile").isPresent() || value(operator, "upper_rank").isPresent());
    }

    private static boolean positive(ForeignOperator operator, String parameter) {
        return value(operator, parameter).filter(value -> !(value instanceof Number number && number.doubleValue() == 0)).isPresent();
    }

    /** The last that was measured under a name. */
    private Optional<String> feature(String statistic) {
        for (int i = before.size() - 1; i >= 0; i--) {
            OperatorUse use = before.get(i);
            CurationOperator operator = catalog.create(use.name(), use.parameters(), OperatorContext.withoutModels());
            if (operator instanceof Filter filter && filter.features().stream().map(Feature::name).anyMatch(statistic::equals)) {
                return Optional.of(label(i) + "." + statistic);
            }
        }
        return Optional.empty();
    }

    /** The name of an operator in the plan: numbered where it stands more than once in the stage. */
    private String label(int place) {
        Map<String, Integer> counts = new HashMap<>();
        for (OperatorUse use : before.subList(0, place + 1)) {
            counts.merge(use.name(), 1, Integer::sum);
        }
        String name = before.get(place).name();
        return counts.get(name) == 1 ? name : name + "#" + counts.get(name);
    }
}
