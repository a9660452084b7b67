package dev.tandem.operators.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A field of a sample's metadata, whose values are text, lists and objects as JSON. */
public final class Field {
    private static final String DIGITS = "[0-9]+(?:_[0-9]+)*+";
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:" + DIGITS + "(?:\\.(?:" + DIGITS + ")?)?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");

    private Field() {}

    /** The value of a field, or of one within it by names between dots; empty text for one that is not there. */
    static String value(Map<String, String> metadata, String key) {
        return find(metadata, key).orElse("");
    }

    /** The same, where it makes a difference whether the field is there. */
    public static Optional<String> find(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        int dot = key.indexOf('.');
        if (value != null || dot < 0) {
            return Optional.ofNullable(value);
        }
        JsonNode found = json(metadata.getOrDefault(key.substring(0, dot), ""));
        for (String name : key.substring(dot + 1).split("\\.", -1)) {
            found = found.path(name);
        }
        return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(text(found));
    }

    /** What a list holds; anything else is a list of its own. */
    static List<String> values(String value) {
        JsonNode list = value.startsWith("[") ? json(value) : MissingNode.getInstance();
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false).map(Field::text).toList() : List.of(value);
    }

    /** The number that a value is, written as in Python; NaN for other text. */
    static double number(String value) {
        String number = value.strip();
        return NUMBER.matcher(number).matches() ? Double.parseDouble(number.replace("_", "")) : Double.NaN;
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
