package dev.tandem.core.recipe;

import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads how data and model take turns. */
final class RoundsParser {
    static final int MOST_ROUNDS = 50;
    static final int MOST_PAIRS = 100_000;
    static final long MOST_SEED = 1L << 50;
    private static final String IMAGE_MODEL = "efficientnet_lite0";
    private static final String TEXT_MODEL = "minilm";

    private static final Set<String> KEYS = Set.of(
            "from", "rejects", "image_model", "text_model", "model", "publish", "held_out", "folds", "swaps", "wanted_noise",
            "most_copies", "epochs", "seed", "most_pairs", "stop", "worst", "mode", "judge", "partner",
            "people", "serve");
    static final int MOST_SLICES = 24;
    private static final int MOST_NAMES = 100;
    private static final Set<String> WORST_KEYS = Set.of("slices", "budget", "from", "reserve", "augment", "creator");
    /** Words stay what they are, and nothing is mirrored: a text may tell left from right. */
    private static final List<OperatorUse> AUGMENT =
            List.of(new OperatorUse("image_augment", Map.of("flip", 0)), new OperatorUse("text_noise", Map.of()));
    private static final Set<String> PEOPLE_KEYS = Set.of("share", "falls_to", "agreement", "timeout", "on_timeout");
    private static final double AGREEMENT = 0.9;
    private static final Set<String> MODEL_KEYS = Set.of("image_model", "text_model");
    private static final Set<String> STOP_KEYS = Set.of("most_rounds", "min_gain", "patience", "collapse");
    /** With {@code _image} and {@code _text} behind it, the name of a model has 64 characters at most. */
    private static final int MOST_NAME = 56;
    static final String MODEL = "[a-z0-9][a-z0-9_-]{0," + (MOST_NAME - 1) + "}";

    private final YamlReader reader;
    private final RecipeProblems problems;
    private final OperatorCatalog catalog;
    private final OperatorEntries operators;

    /** @param operators reads those that make pairs */
    RoundsParser(YamlReader reader, RecipeProblems problems, OperatorCatalog catalog, OperatorEntries operators) {
        this.catalog = catalog;
        this.operators = operators;
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
                text(keys, "image_model").orElse(IMAGE_MODEL),
                text(keys, "text_model").orElse(TEXT_MODEL),
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
                stop(keys.get("stop")),
                worst(keys.get("worst")),
                other(node, keys),
                people(keys.get("people")),
                text(keys, "serve").flatMap(name -> choice(Rounds.Serve.values(), Rounds.Serve::text, name, "serve", keys)));
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

    private Optional<Rounds.Worst> worst(Node node) {
        if (node == null) {
            return Optional.empty();
        }
        Map<String, Node> keys = reader.mapping(node, "'worst'", WORST_KEYS);
        if (!keys.containsKey("budget")) {
            problems.add(node, "'worst' needs 'budget', how many pairs a round may bring in, such as worst: {slices: 2, budget: 50}");
        }
        List<String> reserve = texts(keys.get("reserve"), "reserve");
        List<Rounds.Source> from = new ArrayList<>();
        for (String name : texts(keys.get("from"), "from")) {
            choice(Rounds.Source.values(), Rounds.Source::text, name, "from", keys).ifPresent(from::add);
        }
        if (!keys.containsKey("from")) {
            from.addAll(reserve.isEmpty()
                    ? List.of(Rounds.Source.REJECTS)
                    : List.of(Rounds.Source.RESERVE, Rounds.Source.REJECTS));
        }
        if (from.contains(Rounds.Source.RESERVE) == reserve.isEmpty()) {
            problems.add(node, reserve.isEmpty()
                    ? "'from: reserve' needs 'reserve', the names of inputs that wait, such as reserve: [more.zip]"
                    : "'reserve' is named, and 'from' does not take from it; add 'reserve' to 'from', or leave 'from' out");
        }
        return Optional.of(new Rounds.Worst(
                whole(keys, "slices", 1, MOST_SLICES, 1), whole(keys, "budget", 1, MOST_PAIRS, 1), from.stream().distinct().toList(),
                reserve.stream().distinct().toList(), made(node, keys, from)));
    }

    /** The keys of what makes pairs are those of the sources. */
    private Optional<Rounds.Made> made(Node node, Map<String, Node> keys, List<Rounds.Source> from) {
        List<OperatorUse> augment = uses(keys, Rounds.Source.AUGMENT, from, List.of(OperatorKind.MAPPER));
        List<OperatorUse> creator =
                uses(keys, Rounds.Source.CREATOR, from, List.of(OperatorKind.CREATOR, OperatorKind.MAPPER));
        if (from.contains(Rounds.Source.CREATOR) && creator.size() != 1) {
            problems.add(keys.getOrDefault("creator", node), "'from: creator' needs 'creator', one operator that makes pairs or writes"
                    + " another text, such as creator: [{recaption: {model: llava, budget: [calls=500]}}]; found " + creator.size());
        }
        return from.stream().anyMatch(Rounds.Source::isMade)
                ? Optional.of(new Rounds.Made(
                        from.contains(Rounds.Source.AUGMENT) && augment.isEmpty() ? AUGMENT : augment, creator.stream().findFirst()))
                : Optional.empty();
    }

    private List<OperatorUse> uses(Map<String, Node> keys, Rounds.Source source, List<Rounds.Source> from, List<OperatorKind> kinds) {
        Node node = keys.get(source.text());
        if (node == null) {
            return List.of();
        }
        if (!from.contains(source)) {
            problems.add(node, "'" + source.text() + "' is given, and 'from' does not take from it; add '" + source.text() + "' to 'from'");
        }
        List<OperatorUse> uses = new ArrayList<>();
        reader.sequence(node, "'" + source.text() + "'").forEach(item -> operators.readOperator(item).ifPresent(use -> {
            if (kinds.contains(catalog.find(use.name()).orElseThrow().kind())) {
                uses.add(use);
            } else {
                problems.add(item, "'" + use.name() + "' makes no pairs; name "
                        + (kinds.size() == 1 ? "mappers" : "a creator or a mapper"));
            }
        }));
        return uses;
    }

    private Optional<Rounds.People> people(Node node) {
        if (node == null) {
            return Optional.empty();
        }
        Map<String, Node> keys = reader.mapping(node, "'people'", PEOPLE_KEYS);
        if (!keys.containsKey("share")) {
            problems.add(node, "'people' needs 'share', of the pairs that are judged, such as people: {share: 0.05}");
        }
        if (keys.containsKey("on_timeout") && !keys.containsKey("timeout")) {
            problems.add(keys.get("on_timeout"), "'on_timeout' needs 'timeout', such as timeout: 2d");
        }
        double share = number(keys, "share", 0, 1, 0);
        double fallsTo = number(keys, "falls_to", 0, 1, 0);
        if (fallsTo > share) {
            problems.add(keys.get("falls_to"), "'falls_to' must not be above 'share', found " + fallsTo + " above " + share);
        }
        return Optional.of(new Rounds.People(
                share,
                fallsTo,
                number(keys, "agreement", 0, 1, AGREEMENT),
                keys.containsKey("timeout") ? ReviewParser.seconds(keys.get("timeout"), reader, problems) : OptionalLong.empty(),
                keys.containsKey("on_timeout")
                        ? ReviewParser.policy(keys.get("on_timeout"), reader, problems)
                        : Review.OnTimeout.STOP));
    }

    /** The key of the other models is that of what they do. */
    private Optional<Rounds.Other> other(Node node, Map<String, Node> keys) {
        Rounds.Mode mode = text(keys, "mode")
                .flatMap(name -> choice(Rounds.Mode.values(), Rounds.Mode::text, name, "mode", keys))
                .orElse(Rounds.Mode.SELF);
        checkOnly(keys, "judge", mode, Rounds.Mode.EXTERNAL);
        checkOnly(keys, "partner", mode, Rounds.Mode.COOPERATIVE);
        return switch (mode) {
            case SELF -> Optional.empty();
            case EXTERNAL -> {
                if (!keys.containsKey("judge")) {
                    problems.add(node, "'mode: external' needs 'judge: {image_model: ..., text_model: ...}', two models with embeddings"
                            + " of one space");
                    yield Optional.empty();
                }
                yield Optional.of(models(mode, keys, "judge"));
            }
            case COOPERATIVE -> Optional.of(models(mode, keys, "partner"));
        };
    }

    private void checkOnly(Map<String, Node> keys, String key, Rounds.Mode mode, Rounds.Mode needed) {
        if (keys.containsKey(key) && mode != needed) {
            problems.add(keys.get(key), "'" + key + "' is for 'mode: " + needed.text() + "', found 'mode: " + mode.text() + "'");
        }
    }

    /** Those that are trained in any case, where no others are named. */
    private Rounds.Other models(Rounds.Mode mode, Map<String, Node> all, String key) {
        Map<String, Node> keys = all.containsKey(key) ? reader.mapping(all.get(key), "'" + key + "'", MODEL_KEYS) : Map.of();
        return new Rounds.Other(
                mode,
                text(keys, "image_model").or(() -> text(all, "image_model")).orElse(IMAGE_MODEL),
                text(keys, "text_model").or(() -> text(all, "text_model")).orElse(TEXT_MODEL));
    }

    private <E> Optional<E> choice(E[] known, Function<E, String> name, String found, String key, Map<String, Node> keys) {
        Optional<E> match = Arrays.stream(known).filter(value -> name.apply(value).equals(found)).findFirst();
        if (match.isEmpty()) {
            problems.add(keys.get(key), "'" + key + "' must be one of " + Arrays.stream(known).map(name).toList() + ", found '" + found
                    + "'");
        }
        return match;
    }

    /** A list, or one text alone. */
    private List<String> texts(Node node, String key) {
        List<String> found = new ArrayList<>();
        if (node instanceof SequenceNode) {
            reader.sequence(node, "'" + key + "'").forEach(item -> reader.text(item, "an item of '" + key + "'").ifPresent(found::add));
        } else if (node != null) {
            reader.text(node, "'" + key + "'").ifPresent(found::add);
        }
        if (found.size() > MOST_NAMES) {
            problems.add(node, "'" + key + "' may name " + MOST_NAMES + " at most, found " + found.size());
        }
        return found;
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
