package dev.tandem.core.recipe;

import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what stands in a list of operators: operators, and presets, in whose place their operators come. */
final class OperatorEntries {
    /** The key that makes an entry a preset; no operator has this name. */
    static final String PRESET = "preset";

    private final OperatorCatalog catalog;
    private final PresetCatalog presets;
    private final YamlReader reader;
    private final RecipeProblems problems;

    OperatorEntries(OperatorCatalog catalog, PresetCatalog presets, YamlReader reader, RecipeProblems problems) {
        this.catalog = catalog;
        this.presets = presets;
        this.reader = reader;
        this.problems = problems;
    }

    /** The operators of an entry; those with a problem are left out. */
    List<OperatorUse> read(Node item) {
        return isPreset(item) ? preset(item, reader.mapping(item, "a preset")) : readOperator(item).stream().toList();
    }

    private static boolean isPreset(Node item) {
        return item instanceof MappingNode entry && entry.getValue().stream()
                .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(PRESET));
    }

    /** The operator of an entry that may be no preset. */
    Optional<OperatorUse> readOperator(Node item) {
        return use(item, reader, problems).filter(use -> isRight(item, use));
    }

    /** A name, or a name with parameters. */
    static Optional<OperatorUse> use(Node item, YamlReader reader, RecipeProblems problems) {
        if (item instanceof ScalarNode) {
            return reader.text(item, "an operator").map(name -> new OperatorUse(name, Map.of()));
        }
        Map<String, Node> entry = reader.mapping(item, "an operator");
        if (entry.size() != 1) {
            problems.add(item, "an operator is '- name: {parameter: value}', found " + entry.size() + " names");
            return Optional.empty();
        }
        String name = entry.keySet().iterator().next();
        return Optional.of(new OperatorUse(name, parameters(name, entry.get(name), reader)));
    }

    private static Map<String, Object> parameters(String operator, Node node, YamlReader reader) {
        Map<String, Object> parameters = new TreeMap<>();
        reader.mapping(node, "the parameters of '" + operator + "'")
                .forEach((key, value) -> parameters.put(key, reader.value(value)));
        return parameters;
    }

    private List<OperatorUse> preset(Node item, Map<String, Node> entry) {
        String name = reader.text(entry.get(PRESET), "'" + PRESET + "'").orElse("");
        Optional<Preset> found = presets.find(name);
        if (found.isEmpty()) {
            if (!name.isEmpty()) {
                problems.add(item, "unknown preset '" + name + "'; " + YamlReader.suggestion(name, presets.names()));
            }
            return List.of();
        }
        Preset preset = found.get();
        Set<String> operators = new LinkedHashSet<>(preset.operatorNames());
        entry.keySet().stream().filter(key -> !key.equals(PRESET) && !operators.contains(key)).forEach(key -> problems.add(
                entry.get(key), "the preset '" + name + "' has no operator '" + key + "'; " + YamlReader.suggestion(key, operators)));
        List<OperatorUse> uses = new ArrayList<>();
        for (OperatorUse use : preset.operators()) {
            Map<String, Object> parameters = new TreeMap<>(use.parameters());
            if (entry.containsKey(use.name())) {
                parameters.putAll(parameters(use.name(), entry.get(use.name()), reader));
            }
            uses.add(new OperatorUse(use.name(), parameters));
        }
        uses.removeIf(use -> !isRight(entry.getOrDefault(use.name(), item), use));
        return uses;
    }

    private boolean isRight(Node where, OperatorUse use) {
        if (catalog.find(use.name()).isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            catalog.all().forEach(info -> names.add(info.name()));
            problems.add(where, catalog.whyAbsent(use.name())
                    .orElse("unknown operator '" + use.name() + "'; " + YamlReader.suggestion(use.name(), names)));
            return false;
        }
        try {
            catalog.create(use.name(), use.parameters(), OperatorContext.withoutModels());
            return true;
        } catch (TandemException e) {
            problems.addAll(where, e);
            return false;
        }
    }
}
