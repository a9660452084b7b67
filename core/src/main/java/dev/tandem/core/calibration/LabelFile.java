package dev.tandem.core.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads labels from JSON, one a line: {@code {"id": "3f2a9c...", "label": "good"}}. A line that is no label is an error. */
final class LabelFile {
    /** Of a file of labels, in characters: it comes in one message. */
    static final int MAX_CHARACTERS = 1 << 20;
    static final int MAX_LABELS = 10_000;
    static final int MIN_ID_DIGITS = 6;

    private static final int MAX_SAMPLE_CHARACTERS = 4_096;
    private static final int SHOWN_CHARACTERS = 60;
    private static final ObjectReader LINE = Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LabelFile() {}

    /** @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} with the number of a line that is no label, and for none or too many */
    static List<Label> read(String jsonl) {
        if (jsonl.length() > MAX_CHARACTERS) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "The labels have " + jsonl.length() + " characters, at most "
                    + MAX_CHARACTERS + " are read. Some hundred labels are enough.");
        }
        List<Label> labels = new ArrayList<>();
        int line = 0;
        for (int start = 0; start < jsonl.length(); ) {
            int end = jsonl.indexOf('\n', start);
            end = end < 0 ? jsonl.length() : end;
            line++;
            String text = jsonl.substring(start, end);
            if (!text.isBlank()) {
                labels.add(label(line, text));
            }
            if (labels.size() > MAX_LABELS) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                        "At most " + MAX_LABELS + " labels are read, and line " + line + " is one more. Some hundred are enough.");
            }
            start = end + 1;
        }
        if (labels.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "There are no labels; expected lines such as {\"id\": \"3f2a9c...\", \"label\": \"good\"}, with 'id' or 'source'");
        }
        return labels;
    }

    private static Label label(int line, String text) {
        JsonNode row;
        try {
            row = LINE.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong(line, "not JSON: " + e.getOriginalMessage());
        }
        if (!row.isObject()) {
            throw wrong(line, "expected a JSON object");
        }
        boolean isId = row.hasNonNull("id");
        JsonNode sample = row.get(isId ? "id" : "source");
        if (sample == null || !sample.isTextual() || sample.asText().isEmpty()) {
            throw wrong(line, "expected 'id' or 'source' of a sample, as text");
        }
        if (sample.asText().length() > MAX_SAMPLE_CHARACTERS) {
            throw wrong(line, "'" + (isId ? "id" : "source") + "' has more than " + MAX_SAMPLE_CHARACTERS + " characters");
        }
        String name = isId ? sample.asText().toLowerCase(Locale.ROOT) : sample.asText();
        if (isId && (name.length() < MIN_ID_DIGITS || name.length() > 64 || !name.chars().allMatch(c -> Character.digit(c, 16) >= 0))) {
            throw wrong(line, "an id has from " + MIN_ID_DIGITS + " to 64 hexadecimal digits, found '" + shown(name) + "'");
        }
        return new Label(line, name, isId, isGood(line, row.get("label")));
    }

    private static boolean isGood(int line, JsonNode label) {
        String text = label == null || !label.isValueNode() ? "" : label.asText();
        return switch (text) {
            case "good", "1", "true" -> true;
            case "bad", "0", "false" -> false;
            default -> throw wrong(line, "'label' is good or bad, or 1 or 0, found "
                    + (label == null ? "none" : "'" + shown(label.isValueNode() ? text : label.toString()) + "'"));
        };
    }

    static String shown(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static TandemException wrong(int line, String problem) {
        return new TandemException(ErrorCode.INVALID_ARGUMENT, "Line " + line + " of the labels: " + problem);
    }
}
