package dev.tandem.operators.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A field of a sample's metadata, whose values are text, lists and objects as JSON. */
final class Field {
    private Field() {}

    /** The value of a field, or of one within it by names between dots; empty text for one that is not there. */
    static String value(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        int dot = key.indexOf('.');
        if (value != null || dot < 0) {
            return value == null ? "" : value;
        }
        JsonNode found = json(metadata.getOrDefault(key.substring(0, dot), ""));
        for (String name : key.substring(dot + 1).split("\\.", -1)) {
            found = found.path(name);
        }
        return found.isMissingNode() || found.isNull() ? "" : text(found);
    }

    /** What a list holds; anything else is a list of its own. */
    static List<String> values(String value) {
        JsonNode list = value.startsWith("[") ? json(value) : MissingNode.getInstance();
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false).map(Field::text).toList() : List.of(value);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static JsonNode json(String value) {
        try {
            return Json.mapper().readTree(value);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
