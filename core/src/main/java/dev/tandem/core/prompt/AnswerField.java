package dev.tandem.core.prompt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a field of an answer may hold. Lengths are in code points, after white space at both ends is cut off. */
public sealed interface AnswerField {

    /** JSON Schema, which models know. */
    Map<String, Object> schema();

    /** A text. */
    record Text(int least, int most) implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "string", "minLength", least, "maxLength", most);
        }
    }

    /** A number, both ends included. */
    record Number(double least, double most) implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "number", "minimum", least, "maximum", most);
        }
    }

    /** A whole number, both ends included. */
    record Whole(long least, long most) implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "integer", "minimum", least, "maximum", most);
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements AnswerField {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "string", "enum", words);
        }
    }

    /** True or false. */
    record Truth() implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "boolean");
        }
    }

    /** Several texts. */
    record Texts(int leastItems, int mostItems, Text each) implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "array", "minItems", leastItems, "maxItems", mostItems, "items", each.schema());
        }
    }

    /** Several objects. */
    record Objects(int leastItems, int mostItems, AnswerFormat each) implements AnswerField {
        @Override
        public Map<String, Object> schema() {
            return schemaOf("type", "array", "minItems", leastItems, "maxItems", mostItems, "items", each.schema());
        }
    }

    private static Map<String, Object> schemaOf(Object... namesAndValues) {
        Map<String, Object> schema = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            schema.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return schema;
    }
}
