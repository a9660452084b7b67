package dev.tandem.core.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads an evaluation set from JSON, one item a line. A line that is no item is an error that names it: none is left out. */
public final class EvaluationFile {
    /** The field with perceptual hashes of pictures, which {@code tandem eval-sets add} makes of these. */
    public static final String IMAGE_HASH = "image_hash";

    private static final int MAX_ID_CHARACTERS = 256;
    private static final int MAX_SLICE_CHARACTERS = 100;
    private static final ObjectReader LINE = Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Fields fields;
    private final List<EvaluationItem> items = new ArrayList<>();
    private final Map<String, Integer> lineOfId = new HashMap<>();

    private EvaluationFile(Fields fields) {
        this.fields = fields;
    }

    /**
     * What the fields of a line are called.
     *
     * @param id text or a number; the number of the line where a line has none
     * @param query what a model is asked
     * @param label the right answer: text, a number, or a list of right ones
     * @param slices which part of the set an item belongs to, such as its source: texts, numbers, or true and false
     */
    public record Fields(String id, String query, String label, List<String> slices) {
        public static final Fields DEFAULT = new Fields("id", "query", "label", List.of());

        public Fields {
            slices = List.copyOf(slices);
        }
    }

    /**
     * Reads a file.
     *
     * @param leaf what the set asks for
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} with the number of a line that is no item,
     *     {@link ErrorCode#EMPTY_INPUT} for a file without items
     */
    public static EvaluationSet read(byte[] jsonl, Fields fields, Optional<EvaluationLeaf> leaf) {
        EvaluationFile file = new EvaluationFile(fields);
        int line = 0;
        for (int start = 0; start < jsonl.length; ) {
            int end = start;
            while (end < jsonl.length && jsonl[end] != '\n') {
                end++;
            }
            file.line(++line, jsonl, start, end - start);
            start = end + 1;
        }
        if (file.items.isEmpty()) {
            throw new TandemException(ErrorCode.EMPTY_INPUT, "The evaluation set has no items; expected a JSON object a line, with '"
                    + fields.query() + "', '" + fields.label() + "' or both");
        }
        return new EvaluationSet(leaf, file.items);
    }

    private void line(int number, byte[] jsonl, int start, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(jsonl, start, length)).toString();
        } catch (CharacterCodingException e) {
            throw wrong(number, "not UTF-8");
        }
        if (text.isBlank()) {
            return;
        }
        JsonNode row = row(number, text);
        String query = text(number, fields.query(), row.get(fields.query()));
        List<String> labels = labels(number, row.get(fields.label()));
        List<String> hashes = imageHashes(number, row.get(IMAGE_HASH));
        if (query.isBlank() && labels.isEmpty() && hashes.isEmpty()) {
            throw wrong(number, row.has(fields.query()) || row.has(fields.label())
                    ? "nothing stands in '" + fields.query() + "' and '" + fields.label() + "'"
                    : "it has neither '" + fields.query() + "' nor '" + fields.label() + "', it has " + names(row)
                            + ". Say which fields have them, such as with --query-field and --label-field");
        }
        String id = id(number, row.get(fields.id()));
        Integer other = lineOfId.putIfAbsent(id, number);
        if (other != null) {
            throw wrong(number, "its id is that of line " + other + ": '" + id + "'");
        }
        items.add(new EvaluationItem(id, query, labels, slices(number, row), hashes));
    }

    private SortedMap<String, String> slices(int number, JsonNode row) {
        SortedMap<String, String> slices = new TreeMap<>();
        for (String field : fields.slices()) {
            String value = text(number, field, row.get(field)).strip();
            if (value.length() > MAX_SLICE_CHARACTERS) {
                throw wrong(number, "'" + field + "' has " + value.length() + " characters, expected at most " + MAX_SLICE_CHARACTERS
                        + " for what items are told apart by");
            }
            if (!value.isEmpty()) {
                slices.put(field, value);
            }
        }
        return slices;
    }

    private static JsonNode row(int number, String text) {
        try {
            JsonNode row = LINE.readTree(text);
            if (row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException e) {
            throw wrong(number, "not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong(number, "not JSON: " + e.getMessage());
        }
        throw wrong(number, "expected a JSON object");
    }

    private String id(int number, JsonNode value) {
        String id = text(number, fields.id(), value);
        if (id.isBlank()) {
            return "line " + number;
        }
        if (id.length() > MAX_ID_CHARACTERS) {
            throw wrong(number, "'" + fields.id() + "' has " + id.length() + " characters, expected at most " + MAX_ID_CHARACTERS);
        }
        return id;
    }

    private List<String> labels(int number, JsonNode value) {
        List<String> labels = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(label -> labels.add(text(number, fields.label(), label)));
        } else {
            labels.add(text(number, fields.label(), value));
        }
        labels.removeIf(String::isBlank);
        return labels;
    }

    private static List<String> imageHashes(int number, JsonNode value) {
        List<String> hashes = new ArrayList<>();
        if (value != null && value.isArray()) {
            value.forEach(hash -> hashes.add(text(number, IMAGE_HASH, hash)));
        } else if (value != null && !value.isNull()) {
            hashes.add(text(number, IMAGE_HASH, value));
        }
        hashes.stream().filter(hash -> !hash.matches("[0-9a-f]{16}")).findFirst().ifPresent(hash -> {
            throw wrong(number, "'" + IMAGE_HASH + "' must be of 16 hexadecimal digits, found '"
                    + hash.substring(0, Math.min(50, hash.length())) + "'");
        });
        return hashes;
    }

    private static String text(int number, String field, JsonNode value) {
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw wrong(number, "'" + field + "' must be text" + (value.isArray() ? ", found a list" : ", found an object"));
        }
        return value.asText();
    }

    private static String names(JsonNode row) {
        TreeSet<String> names = new TreeSet<>();
        row.fieldNames().forEachRemaining(name -> {
            if (names.size() < 10) {
                names.add("'" + name.substring(0, Math.min(50, name.length())) + "'");
            }
        });
        return names.isEmpty() ? "no fields" : String.join(", ", names);
    }

    private static TandemException wrong(int line, String problem) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "Line " + line + " of the evaluation set: " + problem);
    }
}
