package dev.tandem.core.recipe;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how data and model take turns. */
final class RoundsParser {
    static final int MOST_ROUNDS = 50;
    static final int MOST_PAIRS = 100_000;
    static final long MOST_SEED = 1L << 50;

    private static final Set<String> KEYS = Set.of(
            "from", "rejects", "image_model", "text_model", "model", "publish", "held_out", "folds", "swaps", "wanted_noise",
            "most_copies", "epochs", "seed", "most_pairs", "stop");
    private static final Set<String> STOP_KEYS = Set.of("most_rounds", "min_gain", "patience", "collapse");
    /** With {@code _image} and {@code _text} behind it, the name of a model has 64 characters at most. */
    private static final int MOST_NAME = 56;
    static final String MODEL = "[a-z0-9][a-z0-9_-]{0," + (MOST_NAME - 1) + "}";

    private final YamlReader reader;
    private final RecipeProblems problems;

    RoundsParser(YamlReader reader, RecipeProblems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** @param recipe its name, which models have unless they are given another */
    Rounds parse(Node node, String recipe, List<Stage> stages) {
        Map<String, Node> keys = reader.mapping(node, "'rounds'", KEYS);
        List<String> names = stages.stream().map(Stage::name).toList();
        String from = stage(keys, "from", names).orElse(names.isEmpty() ? "" : names.getLast());
        Optional<String> rejects = stage(keys, "rejects", names);
        rejects.filter(earlier -> names.contains(from) && !isBefore(stages, earlier, from)).ifPresent(earlier -> problems.add(
                keys.get("rejects"),
                "'rejects: " + earlier + "' is no stage that '" + from + "' takes its samples from; name an earlier one on its way"));
        return new Rounds(
                from,
                rejects,
                text(keys, "image_model").orElse("efficientnet_lite0"),
                text(keys, "text_model").orElse("minilm"),
                named(keys, "model", MODEL).orElseGet(() -> model(recipe)),
                named(keys, "publish", RecipeParser.NAME),
                whole(keys, "held_out", 2, 100, 4),
                whole(keys, "folds", 2, 20, 4),
                whole(keys, "swaps", 1, 20, 5),
                number(keys, "wanted_noise", 0.001, 0.5, 0.08),
                whole(keys, "most_copies", 1, 1_000_000, 10),
                whole(keys, "epochs", 1, 1_000, 20),
                (long) number(keys, "seed", 0, MOST_SEED, 1),
                whole(keys, "most_pairs", 10, MOST_PAIRS, 20_000),
                stop(keys.get("stop")));
    }

    private static String model(String recipe) {
        return recipe.replace('.', '-').substring(0, Math.min(recipe.length(), MOST_NAME));
    }

    private Rounds.Stop stop(Node node) {
        Rounds.Stop usual = Rounds.Stop.DEFAULT;
        if (node == null) {
            return usual;
        }
        Map<String, Node> keys = reader.mapping(node, "'stop'", STOP_KEYS);
        return new Rounds.Stop(
                whole(keys, "most_rounds", 1, MOST_ROUNDS, usual.mostRounds()),
                number(keys, "min_gain", 0, 1, usual.minGain()),
                whole(keys, "patience", 1, MOST_ROUNDS, usual.patience()),
                number(keys, "collapse", 0, 1, usual.collapse()));
    }

    private static boolean isBefore(List<Stage> stages, String earlier, String later) {
        Optional<String> at = Optional.of(later);
        while (at.isPresent()) {
            String name = at.get();
            at = stages.stream().filter(stage -> stage.name().equals(name)).findFirst().flatMap(Stage::from);
            if (at.filter(earlier::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> stage(Map<String, Node> keys, String key, List<String> names) {
        Optional<String> found = text(keys, key);
        found.filter(name -> !names.contains(name)).ifPresent(name -> problems.add(
                keys.get(key), "'" + key + ": " + name + "' names no stage; " + YamlReader.suggestion(name, new LinkedHashSet<>(names))));
        return found;
    }

    private Optional<String> named(Map<String, Node> keys, String key, String pattern) {
        Optional<String> found = text(keys, key);
        found.filter(name -> !name.matches(pattern)).ifPresent(name -> problems.add(
                keys.get(key), "'" + key + "' must match " + pattern + ", found '" + name + "'"));
        return found;
    }

    private Optional<String> text(Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key)).flatMap(node -> reader.text(node, "'" + key + "'"));
    }

    private int whole(Map<String, Node> keys, String key, int min, int max, int fallback) {
        double found = number(keys, key, min, max, fallback);
        if (found != Math.rint(found)) {
            problems.add(keys.get(key), "'" + key + "' must be a whole number, found " + found);
        }
        return (int) found;
    }

    private double number(Map<String, Node> keys, String key, double min, double max, double fallback) {
        Node node = keys.get(key);
        return node == null ? fallback : reader.number(node, "'" + key + "'", min, max).orElse(fallback);
    }
}
