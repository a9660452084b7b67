package dev.tandem.core.prompt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.core.inference.Generation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form that an answer must have: one JSON object with exactly these fields, alone or in one code fence. Everything else is refused:
 * nothing is guessed from an answer that is nearly right, as it may come from a page that the model heeded.
 */
public final class AnswerFormat {
    private static final int MOST_CHARACTERS = 1 << 16;
    private static final int MOST_DEPTH = 8;
    private static final int MOST_DIGITS = 32;
    private static final String FENCE = "```";
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private final Map<String, AnswerField> fields;

    private AnswerFormat(Map<String, AnswerField> fields) {
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** An object without fields, to be added to. */
    public static AnswerFormat object() {
        return new AnswerFormat(new LinkedHashMap<>());
    }

    /** The same with one more field. */
    public AnswerFormat with(String name, AnswerField field) {
        Map<String, AnswerField> more = new LinkedHashMap<>(fields);
        more.put(name, field);
        return new AnswerFormat(more);
    }

    public AnswerFormat text(String name, int least, int most) {
        return with(name, new AnswerField.Text(least, most));
    }

    public AnswerFormat number(String name, double least, double most) {
        return with(name, new AnswerField.Number(least, most));
    }

    public AnswerFormat choice(String name, String... words) {
        return with(name, new AnswerField.Choice(List.of(words)));
    }

    public AnswerFormat texts(String name, int leastItems, int mostItems, int most) {
        return with(name, new AnswerField.Texts(leastItems, mostItems, new AnswerField.Text(1, most)));
    }

    public AnswerFormat objects(String name, int leastItems, int mostItems, AnswerFormat each) {
        return with(name, new AnswerField.Objects(leastItems, mostItems, each));
    }

    /** JSON Schema of the object. */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach((name, field) -> properties.put(name, field.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(fields.keySet()));
        schema.put("additionalProperties", false);
        return schema;
    }

    /** What a model is told at the end of its prompt; the schema is the last line. */
    public String instruction() {
        try {
            // Fields in their order: a model that reasons first answers better.
            return "Answer with one JSON object and nothing else. It must fit this JSON Schema:\n" + MAPPER.writeValueAsString(schema());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The fields of an answer.
     *
     * @throws AnswerRefusedException when it is anything else
     */
    public AnswerValues parse(Generation answer) throws AnswerRefusedException {
        String text = answer.text().strip();
        if (text.isEmpty()) {
            throw new AnswerRefusedException(AnswerFault.EMPTY);
        }
        if (!answer.whole()) {
            throw new AnswerRefusedException(AnswerFault.CUT_OFF);
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new AnswerRefusedException(AnswerFault.TOO_LONG);
        }
        try {
            return values(READER.readTree(unfenced(text)));
        } catch (StreamConstraintsException e) {
            throw new AnswerRefusedException(AnswerFault.TOO_DEEP);
        } catch (JsonProcessingException e) {
            throw new AnswerRefusedException(AnswerFault.NOT_JSON);
        }
    }

    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        if (!text.startsWith(FENCE) || line < 0 || !text.endsWith(FENCE) || text.length() - FENCE.length() <= line) {
            return text;
        }
        String language = text.substring(FENCE.length(), line).strip();
        return language.isEmpty() || language.equalsIgnoreCase("json") ? text.substring(line, text.length() - FENCE.length()) : text;
    }

    private AnswerValues values(JsonNode node) throws AnswerRefusedException {
        if (!node.isObject()) {
            throw new AnswerRefusedException(AnswerFault.NOT_AN_OBJECT);
        }
        for (Map.Entry<String, JsonNode> found : node.properties()) {
            require(fields.containsKey(found.getKey()), AnswerFault.UNKNOWN_FIELD);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, AnswerField> field : fields.entrySet()) {
            require(node.has(field.getKey()), AnswerFault.MISSING_FIELD);
            values.put(field.getKey(), value(field.getValue(), node.get(field.getKey())));
        }
        return new AnswerValues(values);
    }

    private static Object value(AnswerField field, JsonNode node) throws AnswerRefusedException {
        return switch (field) {
            case AnswerField.Text text -> text(text, node);
            case AnswerField.Number(double least, double most) -> {
                require(node.isNumber(), AnswerFault.WRONG_TYPE);
                require(node.doubleValue() >= least && node.doubleValue() <= most, AnswerFault.OUT_OF_RANGE);
                yield node.doubleValue();
            }
            case AnswerField.Whole(long least, long most) -> {
                require(node.isIntegralNumber(), AnswerFault.WRONG_TYPE);
                require(node.canConvertToLong() && node.longValue() >= least && node.longValue() <= most, AnswerFault.OUT_OF_RANGE);
                yield node.longValue();
            }
            case AnswerField.Choice(List<String> words) -> {
                require(node.isTextual(), AnswerFault.WRONG_TYPE);
                require(words.contains(node.textValue()), AnswerFault.OUT_OF_RANGE);
                yield node.textValue();
            }
            case AnswerField.Truth() -> {
                require(node.isBoolean(), AnswerFault.WRONG_TYPE);
                yield node.booleanValue();
            }
            case AnswerField.Texts(int least, int most, AnswerField.Text each) -> {
                List<Object> texts = new ArrayList<>();
                for (JsonNode item : items(node, least, most)) {
                    texts.add(text(each, item));
                }
                yield List.copyOf(texts);
            }
            case AnswerField.Objects(int least, int most, AnswerFormat each) -> {
                List<Object> objects = new ArrayList<>();
                for (JsonNode item : items(node, least, most)) {
                    objects.add(each.values(item));
                }
                yield List.copyOf(objects);
            }
        };
    }

    private static JsonNode items(JsonNode node, int least, int most) throws AnswerRefusedException {
        require(node.isArray(), AnswerFault.WRONG_TYPE);
        require(node.size() >= least && node.size() <= most, AnswerFault.OUT_OF_RANGE);
        return node;
    }

    private static String text(AnswerField.Text field, JsonNode node) throws AnswerRefusedException {
        require(node.isTextual(), AnswerFault.WRONG_TYPE);
        String text = node.textValue().strip();
        int length = text.codePointCount(0, text.length());
        require(length >= field.least() && length <= field.most(), AnswerFault.OUT_OF_RANGE);
        require(text.codePoints().noneMatch(AnswerFormat::isBad), AnswerFault.BAD_CHARACTERS);
        return text;
    }

    private static boolean isBad(int character) {
        boolean control = Character.isISOControl(character) && character != '\n' && character != '\t' && character != '\r';
        return control || Character.getType(character) == Character.SURROGATE;
    }

    private static void require(boolean holds, AnswerFault fault) throws AnswerRefusedException {
        if (!holds) {
            throw new AnswerRefusedException(fault);
        }
    }
}
