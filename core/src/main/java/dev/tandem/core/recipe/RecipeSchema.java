package dev.tandem.core.recipe;

import dev.tandem.core.json.Json;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorInfo;
import dev.tandem.core.operator.ParamInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (draft 2020-12) of recipes, for editors and for checks outside of Tandem. {@link RecipeParser} stays
 * the judge: that stages come after those they take from, and readers first, no schema says.
 */
public final class RecipeSchema {
    private static final List<String> SCALAR = List.of("string", "number", "boolean");

    private RecipeSchema() {}

    /** The schema as JSON text; the same catalogs give the same text. */
    public static String json(OperatorCatalog catalog, PresetCatalog presets) {
        Map<String, Object> recipe = new TreeMap<>(object(Map.of(
                "name", name("Name of the recipe."),
                "stages", Map.of(
                        "type", "array", "minItems", 1, "items", ref("stage"), "description",
                        "In the order in which they run."),
                "publish", object(Map.of("formats", array(ref("format")))),
                "limits", limits(),
                "rounds", RoundsSchema.rounds())));
        recipe.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        recipe.put("title", "Recipe");
        recipe.put("required", List.of("name", "stages"));
        recipe.put("$defs", Map.of(
                "stage", stage(),
                "operator", operator(catalog),
                "entry", entry(presets),
                "format", operator(catalog.writers())));
        return Json.pretty(recipe);
    }

    private static Map<String, Object> stage() {
        Map<String, Object> stage = new TreeMap<>(object(Map.of(
                "name", name("Name of the stage; stage-1, stage-2 where there is none."),
                "from", name("Stage whose result comes in; the one before where there is none."),
                "publish", name("Name of the data set that the result is published as."),
                "index", name("Name of the index that the stage's deduplicator compares with, beside the samples of the run, and"
                        + " that these are added to when the run is done."),
                "operators", array(ref("entry")),
                "review", review())));
        stage.put("required", List.of("operators"));
        return stage;
    }

    private static Map<String, Object> review() {
        Map<String, Object> review = new TreeMap<>(object(Map.of(
                "sample", Map.of(
                        "type", "integer", "minimum", 1, "maximum", ReviewParser.MOST_SAMPLES,
                        "description", "How many samples people look at before the run goes on."),
                "timeout", Map.of(
                        "type", "string", "pattern", "^[1-9][0-9]{0,5}[smhd]$",
                        "description", "How long the run waits for them, such as 12h or 2d; as long as it takes where there is none."),
                "on_timeout", Map.of(
                        "enum", List.of("accept", "stop", "keep_waiting"),
                        "description", "Whether the run goes on without them, fails, or waits on. Default: stop"),
                "min_agreement", Map.of(
                        "type", "number", "minimum", 0, "maximum", 1,
                        "description", "Least share of the sample that they must judge as the stage did. Default: 0.9"))));
        review.put("required", List.of("sample"));
        review.put("type", "object");
        return review;
    }

    private static Map<String, Object> limits() {
        return object(Map.of(
                "shard_samples", Map.of("type", "integer", "minimum", 1, "maximum", 1_000_000),
                "parallelism", Map.of("type", "integer", "minimum", 0, "maximum", 10_000),
                "max_failed_ratio", Map.of("type", "number", "minimum", 0, "maximum", 1),
                "inference_calls", Map.of(
                        "type", "number", "minimum", 0,
                        "description", "Rows that models may be given, of all models together."),
                "cost", Map.of(
                        "type", "number", "minimum", 0, "description", "What calls of models may cost, in the unit of the prices."),
                "prices", Map.of(
                        "type", "object", "additionalProperties", Map.of("type", "number", "minimum", 0),
                        "description", "The price of giving a model one row, by model.")));
    }

    /** A name, or a name with parameters. */
    private static Map<String, Object> operator(OperatorCatalog catalog) {
        Map<String, Object> operators = new TreeMap<>();
        for (OperatorInfo info : catalog.all()) {
            Map<String, Object> params = new TreeMap<>();
            info.params().forEach(param -> params.put(param.name(), parameter(param)));
            Map<String, Object> operator = new TreeMap<>(object(params));
            operator.put("description", info.summary());
            operators.put(info.name(), operator);
        }
        Map<String, Object> named = new TreeMap<>(object(operators));
        named.put("minProperties", 1);
        named.put("maxProperties", 1);
        named.put("type", "object");
        return Map.of("oneOf", List.of(Map.of("enum", List.copyOf(operators.keySet())), named));
    }

    /** An operator, or a preset with other parameters for its operators. */
    private static Map<String, Object> entry(PresetCatalog presets) {
        List<Map<String, Object>> entries = new ArrayList<>(List.of(ref("operator")));
        for (Preset preset : presets.all()) {
            Map<String, Object> properties = new TreeMap<>();
            preset.operatorNames().forEach(name -> properties.put(name, ref("operator/oneOf/1/properties/" + name)));
            properties.put(OperatorEntries.PRESET, Map.of("const", preset.name()));
            entries.add(Map.of(
                    "type", "object", "description", preset.description(), "properties", properties,
                    "required", List.of(OperatorEntries.PRESET), "additionalProperties", false));
        }
        return Map.of("oneOf", entries);
    }

    private static Map<String, Object> parameter(ParamInfo param) {
        Map<String, Object> schema = new TreeMap<>(switch (param.type()) {
            case "boolean" -> Map.of("type", "boolean");
            case "int", "long" -> number("integer", param);
            case "double" -> number("number", param);
            case "choice" -> Map.of("enum", param.choices());
            case "list" -> Map.of("anyOf", List.of(array(Map.of("type", SCALAR)), Map.of("type", SCALAR)));
            default -> Map.of("type", SCALAR);
        });
        schema.put("description",
                param.description() + " Default: " + (param.defaultValue().isEmpty() ? "empty" : param.defaultValue()));
        return schema;
    }

    private static Map<String, Object> number(String type, ParamInfo param) {
        Map<String, Object> number = new TreeMap<>();
        number.put("type", type);
        if (!param.min().isEmpty()) {
            number.put("minimum", Double.valueOf(param.min()));
        }
        if (!param.max().isEmpty()) {
            number.put("maximum", Double.valueOf(param.max()));
            return number;
        }
        return Map.of("anyOf", List.of(number, Map.of("const", "Infinity")));
    }

    static Map<String, Object> name(String description) {
        return Map.of("type", "string", "pattern", "^" + RecipeParser.NAME + "$", "description", description);
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    /** A mapping of these keys and no others; a key without a value in YAML is null. */
    static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of("type", List.of("object", "null"), "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> ref(String definition) {
        return Map.of("$ref", "#/$defs/" + definition);
    }
}
