package dev.tandem.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.inference.Generation;
import dev.tandem.core.inference.Generator;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Writes the least that fits the JSON Schema in the last line of a prompt, always the same. */
public final class SchemaAnswers {
    /** What stands wherever a text is asked for. */
    public static final String TEXT = "the mill";

    private SchemaAnswers() {}

    /** A model that writes so. */
    public static Generator generator() {
        return (model, prompt, options) -> new Generation(to(prompt.text()), true, OptionalInt.of(20), OptionalInt.of(5));
    }

    /** The answer to a prompt. */
    public static String to(String prompt) {
        try {
            return Json.text(value(Json.mapper().readTree(prompt.substring(prompt.lastIndexOf('\n') + 1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
                    object.put(property.getKey(), value(property.getValue()));
                }
                yield object;
            }
            case "array" -> {
                List<Object> items = new ArrayList<>();
                while (items.size() < schema.path("minItems").asInt()) {
                    items.add(value(schema.path("items")));
                }
                yield items;
            }
            case "number" -> schema.path("maximum").asDouble();
            case "integer" -> schema.path("maximum").asLong();
            case "boolean" -> true;
            default -> schema.has("enum") ? schema.at("/enum/0").asText() : TEXT;
        };
    }
}
