package dev.tandem.core.experiment;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.Experiment.Evaluation;
import dev.tandem.core.experiment.Experiment.LabelField;
import dev.tandem.core.experiment.Experiment.Promotion;
import dev.tandem.core.experiment.Experiment.TrainerUse;
import dev.tandem.core.recipe.RecipeParser;
import dev.tandem.core.recipe.RecipeProblems;
import dev.tandem.core.recipe.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads an experiment, and says of everything that is wrong with it in which line it stands and what is expected there. */
public final class ExperimentParser {
    /** Trainings of the first rung: each has a history of its own, but all are events of one. */
    public static final int MOST_CELLS = 500;

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int MOST_SEEDS = 50;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,40}");
    private static final Pattern MODEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,56}");
    private static final Set<String> KEYS = Set.of("experiment", "pools", "recipes", "models", "trainers", "seeds", "most_pairs",
            "evaluation", "halving", "promote");
    private static final int DEFAULT_PAIRS = 20_000;
    private static final int MOST_PAIRS = 200_000;

    private final RecipeProblems problems;
    private final YamlReader reader;
    private final Node root;
    private final Map<String, Node> keys;

    private ExperimentParser(Node root, String file) {
        this.problems = new RecipeProblems(file);
        this.reader = new YamlReader(problems);
        this.root = root;
        this.keys = reader.mapping(root, "the experiment", KEYS);
    }

    /**
     * Parses and checks an experiment.
     *
     * @param file named in messages
     * @throws TandemException {@link ErrorCode#INVALID_RECIPE} with one line for each problem
     */
    public static Experiment parse(String yaml, String file) {
        if (yaml.length() > MOST_CHARACTERS) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, file + ": an experiment has at most " + MOST_CHARACTERS
                    + " characters, found " + yaml.length());
        }
        return new ExperimentParser(RecipeParser.compose(yaml, file), file).read();
    }

    private Experiment read() {
        String name = text(keys, "experiment", root, NAME).orElse("");
        SortedMap<String, List<String>> pools = labelled("pools", this::paths);
        SortedMap<String, String> recipes = labelled("recipes", node -> reader.text(node, "a recipe's file"));
        SortedMap<String, TrainerUse> trainers = labelled("trainers", this::trainer);
        Map<String, Node> models = part("models", Set.of("image", "text"));
        List<Long> seeds = seeds();
        Halving halving = halving();
        Evaluation evaluation = evaluation(recipes);
        Optional<Promotion> promote = Optional.ofNullable(keys.get("promote")).map(this::promotion);
        int pairs = whole(keys, "most_pairs", DEFAULT_PAIRS, 10, MOST_PAIRS);
        Optional<String> image = text(models, "image", keys.getOrDefault("models", root), null);
        Optional<String> text = text(models, "text", keys.getOrDefault("models", root), null);
        if (halving.by() == Halving.Measure.EPOCHS) {
            trainers.forEach((label, use) -> {
                if (!(use.config().get("epochs") instanceof Number)) {
                    problems.add(keys.get("trainers"),
                            "halving by epochs needs 'epochs' among the settings of the trainer '" + label + "'");
                }
            });
        }
        problems.throwIfAny();
        Experiment experiment = new Experiment(name, pools, recipes, image.orElseThrow(), text.orElseThrow(), trainers, seeds, pairs,
                evaluation, halving, promote);
        check(experiment);
        problems.throwIfAny();
        return experiment;
    }

    private void check(Experiment experiment) {
        List<Variant> variants = experiment.variants();
        if (variants.size() * experiment.seeds().size() > MOST_CELLS) {
            problems.add(root, "an experiment has at most " + MOST_CELLS + " trainings on its first rung, found "
                    + variants.size() * experiment.seeds().size() + ": make several experiments of it");
        }
        experiment.incumbent().filter(incumbent -> !variants.contains(incumbent)).ifPresent(incumbent -> problems.add(
                keys.get("promote"), "'incumbent: " + incumbent + "' is none of " + variants));
    }

    private <T> SortedMap<String, T> labelled(String key, Function<Node, Optional<T>> read) {
        SortedMap<String, T> found = new TreeMap<>();
        Node node = keys.get(key);
        if (node == null) {
            problems.add(root, "'" + key + "' is missing");
            return found;
        }
        Map<String, Node> entries = reader.mapping(node, "'" + key + "'");
        entries.forEach((label, entry) -> {
            if (!LABEL.matcher(label).matches()) {
                problems.add(entry, "a name in '" + key + "' has up to 41 of a-z, 0-9, '.', '_' and '-', found '" + label + "'");
            }
            read.apply(entry).ifPresent(value -> found.put(label, value));
        });
        if (entries.isEmpty()) {
            problems.add(node, "'" + key + "' is empty");
        }
        return found;
    }

    private Optional<List<String>> paths(Node node) {
        List<String> paths = texts(node, "the paths of a pool");
        if (paths.isEmpty()) {
            problems.add(node, "a pool has at least one path");
        }
        return Optional.of(paths);
    }

    private Optional<TrainerUse> trainer(Node node) {
        Map<String, Node> entries = reader.mapping(node, "a trainer");
        if (entries.size() != 1) {
            problems.add(node, "a trainer is its name with its settings, such as two_towers: {epochs: 20}");
            return Optional.empty();
        }
        Map.Entry<String, Node> only = entries.entrySet().iterator().next();
        Map<String, Object> config = new TreeMap<>();
        reader.mapping(only.getValue(), "the settings of a trainer").forEach((setting, value) -> {
            Object read = reader.value(value);
            if (read instanceof String || read instanceof Number || read instanceof Boolean) {
                config.put(setting, read);
            } else {
                problems.add(value, "'" + setting + "' must be a text, a number, or true or false");
            }
        });
        return Optional.of(new TrainerUse(only.getKey(), config));
    }

    private List<Long> seeds() {
        Node node = keys.get("seeds");
        if (node == null) {
            problems.add(root, "'seeds' is missing: give some, such as [1, 2, 3, 4, 5]");
            return List.of();
        }
        Set<Long> seeds = new LinkedHashSet<>();
        for (Node item : reader.sequence(node, "'seeds'")) {
            reader.number(item, "a seed", 0, 1L << 50).ifPresent(seed -> {
                if (seed != Math.rint(seed) || !seeds.add(seed.longValue())) {
                    problems.add(item, "seeds are whole numbers, each once");
                }
            });
        }
        if (seeds.isEmpty() || seeds.size() > MOST_SEEDS) {
            problems.add(node, "from 1 to " + MOST_SEEDS + " seeds are needed");
        }
        return List.copyOf(seeds);
    }

    private Halving halving() {
        if (!keys.containsKey("halving")) {
            return Halving.NONE;
        }
        Map<String, Node> part = part("halving", Set.of("rungs", "eta", "by"));
        int rungs = whole(part, "rungs", 2, 1, Halving.MOST_RUNGS);
        int eta = whole(part, "eta", 2, 2, Halving.MOST_ETA);
        String by = Optional.ofNullable(part.get("by")).flatMap(node -> reader.text(node, "'by'")).orElse("data");
        if (!Set.of("data", "epochs").contains(by)) {
            problems.add(part.get("by"), "'by' must be data or epochs, found '" + by + "'");
        }
        return new Halving(rungs, eta, by.equals("epochs") ? Halving.Measure.EPOCHS : Halving.Measure.DATA);
    }

    private Evaluation evaluation(Map<String, String> recipes) {
        Map<String, Node> part =
                part("evaluation", Set.of("metric", "lower_is_better", "recipe", "held_out", "slices", "clean_of", "label"));
        String metric = text(part, "metric", keys.getOrDefault("evaluation", root), null).orElse("");
        boolean lower = Optional.ofNullable(part.get("lower_is_better")).map(node -> {
            if (reader.value(node) instanceof Boolean is) {
                return is;
            }
            problems.add(node, "'lower_is_better' must be true or false");
            return false;
        }).orElse(false);
        String recipe = Optional.ofNullable(part.get("recipe")).flatMap(node -> reader.text(node, "'recipe'"))
                .orElse(recipes.isEmpty() ? "" : recipes.keySet().iterator().next());
        if (part.containsKey("recipe") && !recipes.containsKey(recipe)) {
            problems.add(part.get("recipe"), "'recipe: " + recipe + "' is none of " + recipes.keySet());
        }
        return new Evaluation(
                metric,
                lower,
                recipe,
                whole(part, "held_out", 4, 2, 100),
                Optional.ofNullable(part.get("slices")).map(node -> texts(node, "'slices'")).orElse(List.of()),
                Optional.ofNullable(part.get("clean_of")).map(node -> texts(node, "'clean_of'")).orElse(List.of()),
                Optional.ofNullable(part.get("label")).flatMap(this::label));
    }

    private Optional<LabelField> label(Node node) {
        Map<String, Node> part = reader.mapping(node, "'label'", Set.of("field", "positive"));
        Optional<String> field = text(part, "field", node, null);
        return text(part, "positive", node, null).flatMap(positive -> field.map(name -> new LabelField(name, positive)));
    }

    private Promotion promotion(Node node) {
        Map<String, Node> part = reader.mapping(node, "'promote'", Set.of("dataset", "model", "incumbent"));
        Optional<String> dataset = part.containsKey("dataset") ? text(part, "dataset", node, NAME) : Optional.empty();
        Optional<String> model = part.containsKey("model") ? text(part, "model", node, MODEL) : Optional.empty();
        if (dataset.isEmpty() && model.isEmpty()) {
            problems.add(node, "'promote' names a 'dataset', a 'model', or both");
        }
        Variant incumbent = text(part, "incumbent", node, null).map(label -> {
            try {
                return Variant.of(label);
            } catch (IllegalArgumentException e) {
                problems.add(part.get("incumbent"), "'incumbent' must be pool/recipe/trainer, found '" + label + "'");
                return new Variant("", "", "");
            }
        }).orElse(new Variant("", "", ""));
        return new Promotion(dataset, model, incumbent);
    }

    private Map<String, Node> part(String key, Set<String> allowed) {
        Node node = keys.get(key);
        if (node == null) {
            problems.add(root, "'" + key + "' is missing");
            return Map.of();
        }
        return reader.mapping(node, "'" + key + "'", allowed);
    }

    private Optional<String> text(Map<String, Node> part, String key, Node where, Pattern allowed) {
        Node node = part.get(key);
        if (node == null) {
            problems.add(where, "'" + key + "' is missing");
            return Optional.empty();
        }
        Optional<String> text = reader.text(node, "'" + key + "'");
        text.filter(found -> allowed != null && !allowed.matcher(found).matches()).ifPresent(found ->
                problems.add(node, "'" + key + "' has small letters, digits and some of . _ -, found '" + found + "'"));
        return text;
    }

    private int whole(Map<String, Node> part, String key, int fallback, int least, int most) {
        Node node = part.get(key);
        if (node == null) {
            return fallback;
        }
        double number = reader.number(node, "'" + key + "'", least, most).orElse((double) fallback);
        if (number != Math.rint(number)) {
            problems.add(node, "'" + key + "' must be a whole number");
        }
        return (int) number;
    }

    private List<String> texts(Node node, String what) {
        List<String> texts = new ArrayList<>();
        reader.sequence(node, what).forEach(item -> reader.text(item, "an item of " + what).ifPresent(texts::add));
        return texts;
    }
}
