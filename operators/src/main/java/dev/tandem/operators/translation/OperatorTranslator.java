package dev.tandem.operators.translation;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.OperatorKind;
import dev.tandem.core.operator.ParamInfo;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.operators.translation.ForeignOperator.Nothing;
import dev.tandem.operators.translation.ForeignOperator.Parameter;
import dev.tandem.operators.translation.ForeignOperator.Unreadable;
import dev.tandem.operators.translation.TranslationTable.OperatorRule;
import dev.tandem.operators.translation.TranslationTable.ParameterRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Translates operators by name: the operator of the catalog that has the same name and the same parameters, where the table of
 * the other system does not know better. So an operator that is new to the catalog is translated without a change here.
 */
final class OperatorTranslator {
    private final TranslationTable table;
    private final OperatorCatalog catalog;
    private final Function<String, Candidates> naming;
    private final Set<String> others;
    private final Consumer<Remark> remarks;

    /**
     * A translator.
     *
     * @param naming how the other system's names are to be understood
     * @param others names of all operators of the recipe
     * @param remarks where everything goes that has no equivalent
     */
    OperatorTranslator(
            TranslationTable table,
            OperatorCatalog catalog,
            Function<String, Candidates> naming,
            Set<String> others,
            Consumer<Remark> remarks) {
        this.table = table;
        this.catalog = catalog;
        this.naming = naming;
        this.others = Set.copyOf(others);
        this.remarks = remarks;
    }

    /** Names that an operator may have here, the likeliest first, and the kinds that it may be of. */
    record Candidates(List<String> names, Set<OperatorKind> kinds) {}

    /** The operator here; empty where there is none, or none is needed. */
    Optional<OperatorUse> translate(ForeignOperator operator) {
        OperatorRule rule = table.operator(operator.name());
        if (!isNeeded(operator)) {
            remarks.accept(Remark.notNeeded(operator.line(), operator.name(),
                    rule.unneeded().orElseGet(() -> "it is a step of what " + rule.partOf().orElseThrow() + " begins")));
            refuseParameters(operator, rule);
            return Optional.empty();
        }
        Optional<OperatorInfo> found = find(operator.name(), rule);
        if (found.isEmpty()) {
            refuse(operator, rule.why().orElse("there is no such operator"));
            return Optional.empty();
        }
        Optional<OperatorUse> use = translate(operator, rule, found.get());
        if (use.isPresent()) {
            rule.note().ifPresent(note -> refuse(operator, note));
        }
        return use;
    }

    /** What a step that is not needed would do otherwise by some of its parameters. */
    private void refuseParameters(ForeignOperator operator, OperatorRule rule) {
        operator.parameters().stream()
                .filter(parameter -> !(parameter.value() instanceof Nothing))
                .forEach(parameter -> Optional.ofNullable(rule.parameters().get(parameter.name()))
                        .flatMap(ParameterRule::why)
                        .ifPresent(why -> refuse(operator, parameter, why)));
    }

    /** Whether something has to stand in the place of an operator. */
    boolean isNeeded(ForeignOperator operator) {
        OperatorRule rule = table.operator(operator.name());
        return rule.unneeded().isEmpty() && rule.partOf().filter(others::contains).isEmpty();
    }

    private Optional<OperatorInfo> find(String name, OperatorRule rule) {
        if (rule.to().isPresent() || rule.why().isPresent()) {
            return rule.to().flatMap(catalog::find);
        }
        Candidates candidates = naming.apply(name);
        return candidates.names().stream()
                .flatMap(candidate -> catalog.find(candidate).stream())
                .filter(info -> candidates.kinds().contains(info.kind()))
                .findFirst();
    }

    private Optional<OperatorUse> translate(ForeignOperator operator, OperatorRule rule, OperatorInfo info) {
        List<Parameter> parameters = new ArrayList<>(operator.parameters());
        rule.parameters().forEach((name, parameter) -> parameter.assumed()
                .filter(value -> operator.parameters().stream().noneMatch(given -> given.name().equals(name)))
                .ifPresent(value -> parameters.add(new Parameter(name, operator.line(), value))));
        for (Parameter parameter : parameters) {
            ParameterRule found = rule(parameter.name(), rule, info);
            if (found != null && found.essential() && !found.means(parameter.value())
                    && !(parameter.value() instanceof Nothing)) {
                refuse(operator, parameter, found.why().orElse("there is no equivalent"));
                return Optional.empty();
            }
        }
        Map<String, Parameter> sources = new TreeMap<>();
        Map<String, Object> values = new TreeMap<>();
        for (Parameter parameter : parameters) {
            translate(operator, parameter, rule, info).ifPresent(target -> {
                sources.put(target.name(), parameter);
                values.put(target.name(), target.value());
            });
        }
        rule.defaults().forEach(values::putIfAbsent);
        dropRefused(operator, info, sources, values);
        for (Map.Entry<String, String> need : rule.needs().entrySet()) {
            Object given = values.get(need.getKey());
            if (given == null || given.equals("") || given.equals(List.of())) {
                refuse(operator, need.getValue());
                return Optional.empty();
            }
        }
        Optional<String> problem = problem(info.name(), values);
        problem.ifPresent(message -> refuse(operator, message));
        return problem.isPresent() ? Optional.empty() : Optional.of(new OperatorUse(info.name(), values));
    }

    /** A parameter of the operator here. */
    private record Target(String name, Object value) {}

    private Optional<Target> translate(ForeignOperator operator, Parameter parameter, OperatorRule operatorRule, OperatorInfo info) {
        ParameterRule rule = rule(parameter.name(), operatorRule, info);
        if (rule == null) {
            return refuse(operator, parameter, "there is no such parameter");
        }
        Object value = parameter.value();
        if (rule.unneeded().isPresent()) {
            remarks.accept(Remark.notNeeded(parameter.line(), shown(operator, parameter), rule.unneeded().get()));
            return Optional.empty();
        }
        if (rule.means(value)) {
            return Optional.empty();
        }
        if (value instanceof Nothing) {
            return none(parameter.name(), rule, operatorRule, info);
        }
        if (rule.why().isPresent()) {
            return refuse(operator, parameter, rule.why().get());
        }
        Optional<Object> translated = rule.pairs() ? pairs(value) : readable(value);
        if (translated.isEmpty()) {
            return refuse(operator, parameter, "its value is no literal that a recipe can have");
        }
        rule.note().ifPresent(note -> refuse(operator, parameter, note));
        return Optional.of(new Target(rule.to().orElse(parameter.name()), translated.get()));
    }

    private ParameterRule rule(String name, OperatorRule operatorRule, OperatorInfo info) {
        if (operatorRule.parameters().containsKey(name)) {
            ParameterRule rule = operatorRule.parameters().get(name);
            return rule.note().isPresent() && has(info, name) ? rule.noted() : rule;
        }
        return has(info, name) ? ParameterRule.SAME : table.parameters().get(name);
    }

    private static boolean has(OperatorInfo info, String parameter) {
        return info.params().stream().anyMatch(param -> param.name().equals(parameter));
    }

    private static Optional<Target> none(String name, ParameterRule rule, OperatorRule operatorRule, OperatorInfo info) {
        String target = rule.to().orElse(name);
        boolean number = info.params().stream()
                .filter(param -> param.name().equals(target))
                .map(ParamInfo::type)
                .anyMatch(Set.of("int", "long", "double")::contains);
        return rule.none().or(() -> number ? operatorRule.none() : Optional.empty()).map(value -> new Target(target, value));
    }

    /** Leaves out parameters whose values the operator does not take. */
    private void dropRefused(ForeignOperator operator, OperatorInfo info, Map<String, Parameter> sources, Map<String, Object> values) {
        if (problem(info.name(), values).isEmpty()) {
            return;
        }
        sources.forEach((name, source) -> problem(info.name(), Map.of(name, values.get(name))).ifPresent(message -> {
            values.remove(name);
            refuse(operator, source, message);
        }));
    }

    private Optional<String> problem(String operator, Map<String, Object> values) {
        try {
            catalog.create(operator, values, OperatorContext.withoutModels());
            return Optional.empty();
        } catch (TandemException e) {
            return Optional.of(e.getMessage());
        }
    }

    static Optional<Object> readable(Object value) {
        boolean readable = switch (value) {
            case List<?> items -> items.stream().allMatch(item -> item instanceof String || item instanceof Number
                    || item instanceof Boolean);
            case Unreadable _ -> false;
            default -> value instanceof String || value instanceof Number || value instanceof Boolean;
        };
        return readable ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> pairs(Object value) {
        List<Object> pairs = new ArrayList<>();
        if (!(value instanceof List<?> items)) {
            return Optional.empty();
        }
        for (Object item : items) {
            if (!(item instanceof List<?> pair) || pair.size() != 2 || readable(pair).isEmpty()) {
                return Optional.empty();
            }
            pairs.add(pair.get(0) + ":" + pair.get(1));
        }
        return Optional.of(pairs);
    }

    /** Whether a value of a recipe there is one of a table. */
    static boolean isEqual(Object meant, Object value) {
        return switch (value) {
            case Number number when meant instanceof Number other -> number.doubleValue() == other.doubleValue();
            case List<?> items when meant instanceof List<?> others && items.size() == others.size() -> {
                for (int i = 0; i < items.size(); i++) {
                    if (!isEqual(others.get(i), items.get(i))) {
                        yield false;
                    }
                }
                yield true;
            }
            case Unreadable unreadable -> unreadable.source().equals(meant);
            default -> value.equals(meant);
        };
    }

    private static String shown(ForeignOperator operator, Parameter parameter) {
        return operator.name() + "." + parameter.name() + " = " + ForeignOperator.shown(parameter.value());
    }

    private void refuse(ForeignOperator operator, String why) {
        remarks.accept(Remark.notTranslated(operator.line(), operator.name(), why));
    }

    private Optional<Target> refuse(ForeignOperator operator, Parameter parameter, String why) {
        remarks.accept(Remark.notTranslated(parameter.line(), shown(operator, parameter), why));
        return Optional.empty();
    }
}
