package dev.tandem.core.recipe;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a recipe, and says of everything that is wrong with it in which line it stands and what is expected there. */
public final class RecipeParser {
    private static final int MAX_RECIPE_CHARACTERS = 1 << 20;
    private static final Set<String> RECIPE_KEYS = Set.of("name", "stages", "publish", "limits", "rounds");
    private static final Set<String> STAGE_KEYS = Set.of("name", "from", "publish", "index", "operators", "review");
    private static final Set<String> PUBLISH_KEYS = Set.of("formats");
    private static final Set<String> LIMIT_KEYS = Set.of(
            "shard_samples", "parallelism", "max_failed_ratio", "inference_calls", "cost", "prices");
    static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final OperatorCatalog catalog;
    private final PresetCatalog presets;

    /** A parser that knows the presets of the class path. */
    public RecipeParser(OperatorCatalog catalog) {
        this(catalog, PresetCatalog.load());
    }

    RecipeParser(OperatorCatalog catalog, PresetCatalog presets) {
        this.catalog = catalog;
        this.presets = presets;
    }

    /**
     * Parses and checks a recipe. In the place of a preset come its operators, so that nothing after this knows presets.
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
        Limits limits = limits(keys.get("limits"), reader, problems);
        Optional<Rounds> rounds = Optional.ofNullable(keys.get("rounds"))
                .map(node -> new RoundsParser(reader, problems, catalog, new OperatorEntries(catalog, presets, reader, problems))
                        .parse(node, name, stages));
        problems.throwIfAny();
        return new Recipe(name, stages, formats, limits, rounds);
    }

    /** The document of a file. */
    public static Node compose(String yaml, String file) {
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
            Optional<String> index = Optional.ofNullable(keys.get("index"))
                    .flatMap(found -> name(found, "'index'", reader, problems));
            stages.add(new Stage(
                    name, from, publish, index, operators(item, keys.get("operators"), stages.isEmpty(), reader, problems),
                    ReviewParser.parse(keys.get("review"), reader, problems)));
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
        OperatorEntries entries = new OperatorEntries(catalog, presets, reader, problems);
        List<OperatorUse> uses = new ArrayList<>();
        for (Node item : reader.sequence(node, "'operators'")) {
            boolean leads = first && uses.isEmpty();
            entries.read(item).forEach(use -> {
                OperatorKind kind = catalog.find(use.name()).orElseThrow().kind();
                if (kind == OperatorKind.READER && !leads) {
                    problems.add(item, "the reader '" + use.name() + "' must be the first operator of the first stage");
                }
                uses.add(use);
            });
        }
        return uses;
    }

    private List<OperatorUse> formats(Node publish, YamlReader reader, RecipeProblems problems) {
        OperatorEntries entries = new OperatorEntries(catalog.writers(), presets, reader, problems);
        List<OperatorUse> formats = new ArrayList<>();
        if (publish != null) {
            Node list = reader.mapping(publish, "'publish'", PUBLISH_KEYS).get("formats");
            for (Node item : list == null ? List.<Node>of() : reader.sequence(list, "'formats'")) {
                entries.readOperator(item).ifPresent(formats::add);
            }
        }
        return formats;
    }

    private static Limits limits(Node node, YamlReader reader, RecipeProblems problems) {
        if (node == null) {
            return Limits.DEFAULT;
        }
        Map<String, Node> keys = reader.mapping(node, "'limits'", LIMIT_KEYS);
        return new Limits(
                (int) limit(keys, "shard_samples", 1, 1_000_000, Limits.DEFAULT.shardSamples(), reader),
                (int) limit(keys, "parallelism", 0, 10_000, Limits.DEFAULT.parallelism(), reader),
                limit(keys, "max_failed_ratio", 0, 1, Limits.DEFAULT.maxFailedRatio(), reader),
                BudgetParser.parse(keys, reader, problems));
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
