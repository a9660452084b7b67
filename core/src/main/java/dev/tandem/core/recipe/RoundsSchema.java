package dev.tandem.core.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The part of the schema of recipes that tells how data and model take turns. */
final class RoundsSchema {
    private RoundsSchema() {}

    static Map<String, Object> rounds() {
        Map<String, Object> keys = new TreeMap<>();
        keys.put("from", RecipeSchema.name("Stage whose pairs the first round trains on. Default: the last one."));
        keys.put("rejects", RecipeSchema.name(
                "Earlier stage; what was dropped since is judged as well, and may return. Without it, only what a round dropped may."));
        keys.put("image_model", text("Reads pictures, and has an output that is an embedding. Default: efficientnet_lite0."));
        keys.put("text_model", text("Reads texts, and has an output that is an embedding. Default: minilm."));
        keys.put("model", Map.of(
                "type", "string", "pattern", "^" + RoundsParser.MODEL + "$",
                "description", "Beginning of the names of the two towers. Default: the recipe's name."));
        keys.put("publish", RecipeSchema.name("Name of the data set of which each round is a version; it points to the best one."));
        keys.put("held_out", whole(2, 100, "One of so many parts of the pages is held out to evaluate with. Default: 4."));
        keys.put("folds", whole(2, 20, "Parts, each of which is judged by towers that have not seen it. Default: 4."));
        keys.put("swaps", whole(1, 20, "Texts that each picture is compared with, to learn what noise looks like. Default: 5."));
        keys.put("wanted_noise", number(0.001, 0.5, "Share of noise among what is kept, at most, as estimated. Default: 0.08."));
        keys.put("most_copies", whole(1, 1_000_000, "Pairs that may have the same text. Default: 10."));
        keys.put("epochs", whole(1, 1_000, "How often each pair is seen in a training. Default: 20."));
        keys.put("seed", whole(0, RoundsParser.MOST_SEED, "Of all that is drawn. Default: 1."));
        keys.put("most_pairs", whole(10, RoundsParser.MOST_PAIRS, "Pairs of the pool, which is held in memory. Default: 20000."));
        keys.put("stop", RecipeSchema.object(Map.of(
                "most_rounds", whole(1, RoundsParser.MOST_ROUNDS, "Rounds, at most. Default: 3."),
                "min_gain", number(0, 1, "What a round has to add to the best held-out recall. Default: 0.005."),
                "patience", whole(1, RoundsParser.MOST_ROUNDS, "Rounds without gain after which it ends. Default: 2."),
                "collapse", number(0, 1, "Share by which the diversity of what is kept may fall, while the model agrees more with"
                        + " itself and is no better. Default: 0.05."))));
        keys.put("worst", worst());
        keys.put("people", people());
        keys.put("mode", Map.of(
                "enum", modes(),
                "description", "Who judges: 'self', what was trained on the data; 'external', models that are given ('judge') and never"
                        + " change; 'cooperative', two models ('partner'), each trained on what the other chose. Default: self."));
        keys.put("serve", Map.of(
                "enum", Arrays.stream(Rounds.Serve.values()).map(Rounds.Serve::text).toList(),
                "description", "Models that are loaded at servers that take models on request (Triton in explicit mode): 'best', the newest"
                        + " and the best ones, in the end those that names point to; 'all', those of every round. Default: best."));
        keys.put("judge", models("Models with embeddings of one space, for 'mode: external'."));
        keys.put("partner", models("Base models of the second model, for 'mode: cooperative'. Default: those of the first one."));
        return RecipeSchema.object(keys);
    }

    private static Map<String, Object> worst() {
        Map<String, Object> worst = new TreeMap<>(RecipeSchema.object(Map.of(
                "augment", operators("Mappers that change pairs by chance, for 'augment'. Default: image_augment without mirrored pictures,"
                        + " and text_noise."),
                "creator", operators("One creator that checks what it makes, or a mapper that writes a text, for 'creator'."),
                "slices", whole(1, RoundsParser.MOST_SLICES, "How many kinds of pairs, the worst first. Default: 1."),
                "budget", whole(1, RoundsParser.MOST_PAIRS, "Pairs that a round brings in for them, at most."),
                "from", names("Where they come from, what is preferred first: 'reserve', 'rejects'; 'augment' and 'creator', which make"
                        + " some. Default: reserve, where there is one, and rejects."),
                "reserve", names("Inputs whose pairs wait until they are needed: names of files, archives or folders."))));
        worst.put("required", List.of("budget"));
        worst.put("description", "More data for the kinds of pairs that the models of the round before did worst on.");
        return worst;
    }

    private static Map<String, Object> people() {
        Map<String, Object> people = new TreeMap<>(RecipeSchema.object(Map.of(
                "share", number(0, 1, "Share of the judged pairs that people are asked about after a round, the nearest to the cut."),
                "falls_to", number(0, 1, "Where the share ends, which halves whenever people agree. Default: 0."),
                "agreement", number(0, 1, "Agreement of people and round from which on the share halves. Default: 0.9."),
                "timeout", text("How long the rounds wait, such as 30m, 12h or 2d. Default: as long as it takes."),
                "on_timeout", Map.of(
                        "enum", Arrays.stream(Review.OnTimeout.values()).map(Review.OnTimeout::text).toList(),
                        "description", "What they do then: 'accept' goes on without labels. Default: stop."))));
        people.put("required", List.of("share"));
        people.put("description", "People are asked between two rounds; what they say overrides what models say.");
        return people;
    }

    private static List<String> modes() {
        return Arrays.stream(Rounds.Mode.values()).map(Rounds.Mode::text).toList();
    }

    private static Map<String, Object> models(String description) {
        Map<String, Object> models = new TreeMap<>(RecipeSchema.object(Map.of(
                "image_model", text("Reads pictures, and has an output that is an embedding."),
                "text_model", text("Reads texts, and has an output that is an embedding."))));
        models.put("description", description);
        return models;
    }

    private static Map<String, Object> operators(String description) {
        return Map.of("type", "array", "description", description);
    }

    private static Map<String, Object> names(String description) {
        return Map.of(
                "oneOf", List.of(Map.of("type", "string"), Map.of("type", "array", "items", Map.of("type", "string"))),
                "description", description);
    }

    private static Map<String, Object> text(String description) {
        return Map.of("type", "string", "description", description);
    }

    private static Map<String, Object> whole(long minimum, long maximum, String description) {
        return Map.of("type", "integer", "minimum", minimum, "maximum", maximum, "description", description);
    }

    private static Map<String, Object> number(double minimum, double maximum, String description) {
        return Map.of("type", "number", "minimum", minimum, "maximum", maximum, "description", description);
    }
}
