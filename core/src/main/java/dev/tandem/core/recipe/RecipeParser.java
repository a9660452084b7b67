package dev.tandem.core.recipe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a recipe, and says of everything that is wrong with it in which line it stands and what is expected there. */
public final class RecipeParser {
    private static final int MAX_RECIPE_CHARACTERS = 1 << 20;
    private static final Set<String> RECIPE_KEYS = Set.of("name", "stages", "publish", "limits");
    private static final Set<String> STAGE_KEYS = Set.of("name", "from", "publish", "operators");
    private static final Set<String> PUBLISH_KEYS = Set.of("formats");
    private static final Set<String> LIMIT_KEYS = Set.of("shard_samples", "parallelism", "max_failed_ratio");
    static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final OperatorCatalog catalog;

    public RecipeParser(OperatorCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Parses and checks a recipe.
     *
     * @param file named in messages
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} with one line for each problem
     */
    public Recipe parse(String yaml, String file) {
        if (yaml.length() > MAX_RECIPE_CHARACTERS) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, file + ": a recipe has at most "
                    + MAX_RECIPE_CHARACTERS + " characters, found " + yaml.length());
        }
        RecipeProblems problems = new RecipeProblems(file);
        YamlReader reader = new YamlReader(problems);
        Node root = compose(yaml, file);
        Map<String, Node> keys = reader.mapping(root, "the recipe", RECIPE_KEYS);
        String name = Optional.ofNullable(keys.get("name")).flatMap(node -> name(node, "'name'", reader, problems))
                .orElseGet(() -> {
                    if (!keys.containsKey("name")) {
                        problems.add(root, "'name' is missing: name the recipe");
                    }
                    return "";
                });
        List<Stage> stages = stages(root, keys.get("stages"), reader, problems);
        List<OperatorUse> formats = formats(keys.get("publish"), reader, problems);
        Limits limits = limits(keys.get("limits"), reader);
        problems.throwIfAny();
        return new Recipe(name, stages, formats, limits);
    }

    private static Node compose(String yaml, String file) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(10).build();
            return new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(() -> new TandemException(ErrorCode.INVALID_RECIPE, file + ": the recipe is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new TandemException(ErrorCode.INVALID_RECIPE, file + ":" + line + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, file + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    private List<Stage> stages(Node root, Node node, YamlReader reader, RecipeProblems problems) {
        if (node == null) {
            problems.add(root, "'stages' is missing: a recipe has at least one stage with operators");
            return List.of();
        }
        List<Stage> stages = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Node item : reader.sequence(node, "'stages'")) {
            Map<String, Node> keys = reader.mapping(item, "a stage", STAGE_KEYS);
            String name = Optional.ofNullable(keys.get("name"))
                    .flatMap(found -> name(found, "a stage's 'name'", reader, problems))
                    .orElse("stage-" + (stages.size() + 1));
            Optional<String> from = Optional.ofNullable(keys.get("from"))
                    .flatMap(found -> reader.text(found, "'from'"))
                    .or(() -> stages.isEmpty() ? Optional.empty() : Optional.of(stages.getLast().name()));
            from.filter(stage -> !names.contains(stage)).ifPresent(stage -> problems.add(
                    keys.getOrDefault("from", item),
                    "'from: " + stage + "' names no earlier stage; " + YamlReader.suggestion(stage, names)));
            Optional<String> publish = Optional.ofNullable(keys.get("publish"))
                    .flatMap(found -> name(found, "'publish'", reader, problems));
            if (!names.add(name)) {
                problems.add(item, "two stages are named '" + name + "'");
            }
            stages.add(new Stage(name, from, publish, operators(item, keys.get("operators"), stages.isEmpty(), reader, problems)));
        }
        if (stages.isEmpty()) {
            problems.add(node, "a recipe has at least one stage");
        }
        return stages;
    }

    private List<OperatorUse> operators(Node stage, Node node, boolean first, YamlReader reader, RecipeProblems problems) {
        if (node == null) {
            problems.add(stage, "'operators' is missing in a stage");
            return List.of();
        }
        List<OperatorUse> uses = new ArrayList<>();
        for (Node item : reader.sequence(node, "'operators'")) {
            boolean leads = first && uses.isEmpty();
            operator(catalog, item, reader, problems).ifPresent(use -> {
                OperatorKind kind = catalog.find(use.name()).orElseThrow().kind();
                if (kind == OperatorKind.READER && !leads) {
                    problems.add(item, "the reader '" + use.name() + "' must be the first operator of the first stage");
                }
                uses.add(use);
            });
        }
        return uses;
    }

    private static Optional<OperatorUse> operator(OperatorCatalog catalog, Node item, YamlReader reader, RecipeProblems problems) {
        String name;
        Map<String, Object> parameters = new TreeMap<>();
        if (item instanceof org.snakeyaml.engine.v2.nodes.ScalarNode) {
            name = reader.text(item, "an operator").orElse("");
        } else {
            Map<String, Node> entry = reader.mapping(item, "an operator");
            if (entry.size() != 1) {
                problems.add(item, "an operator is '- name: {parameter: value}', found " + entry.size() + " names");
                return Optional.empty();
            }
            name = entry.keySet().iterator().next();
            reader.mapping(entry.get(name), "the parameters of '" + name + "'")
                    .forEach((key, value) -> parameters.put(key, reader.value(value)));
        }
        if (catalog.find(name).isEmpty()) {
            Set<String> names = new LinkedHashSet<>();
            catalog.all().forEach(info -> names.add(info.name()));
            problems.add(item, catalog.whyAbsent(name)
                    .orElse("unknown operator '" + name + "'; " + YamlReader.suggestion(name, names)));
            return Optional.empty();
        }
        try {
            catalog.create(name, parameters, OperatorContext.withoutModels());
            return Optional.of(new OperatorUse(name, parameters));
        } catch (TandemException e) {
            problems.addAll(item, e);
            return Optional.empty();
        }
    }

    private List<OperatorUse> formats(Node publish, YamlReader reader, RecipeProblems problems) {
        List<OperatorUse> formats = new ArrayList<>();
        if (publish != null) {
            Node list = reader.mapping(publish, "'publish'", PUBLISH_KEYS).get("formats");
            for (Node item : list == null ? List.<Node>of() : reader.sequence(list, "'formats'")) {
                operator(catalog.writers(), item, reader, problems).ifPresent(formats::add);
            }
        }
        return formats;
    }

    private static Limits limits(Node node, YamlReader reader) {
        if (node == null) {
            return Limits.DEFAULT;
        }
        Map<String, Node> keys = reader.mapping(node, "'limits'", LIMIT_KEYS);
        return new Limits(
                (int) limit(keys, "shard_samples", 1, 1_000_000, Limits.DEFAULT.shardSamples(), reader),
                (int) limit(keys, "parallelism", 0, 10_000, Limits.DEFAULT.parallelism(), reader),
                limit(keys, "max_failed_ratio", 0, 1, Limits.DEFAULT.maxFailedRatio(), reader));
    }

    private static double limit(
            Map<String, Node> keys, String key, double min, double max, double fallback, YamlReader reader) {
        Node node = keys.get(key);
        return node == null ? fallback : reader.number(node, "'" + key + "'", min, max).orElse(fallback);
    }

    private static Optional<String> name(Node node, String what, YamlReader reader, RecipeProblems problems) {
        Optional<String> found = reader.text(node, what);
        if (found.isPresent() && !found.get().matches(NAME)) {
            problems.add(node, what + " must be lower-case letters, digits, '.', '_' or '-', at most 63, found '"
                    + found.get() + "'");
            return Optional.empty();
        }
        return found;
    }
}
