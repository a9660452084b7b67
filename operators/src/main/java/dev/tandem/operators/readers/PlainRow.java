package dev.tandem.operators.readers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.model.SampleMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a line as most are, in one walk over its bytes: an object in valid UTF-8 with a text, and with what becomes metadata.
 * Its text stays UTF-8 and is not decoded. Anything else it leaves to {@link JsonRow}, which would make the same sample of what
 * is read here, and says what is wrong with a line.
 */
final class PlainRow {
    /** Fields of a row; one with more is read the other way. */
    private static final int MOST_FIELDS = 64;
    /** Bytes of a name; Jackson takes names up to a limit. */
    private static final int MOST_NAME = 1_000;

    private static final int MOST_DEPTH = 100;
    /** Digits of numbers that are written as they are read. */
    private static final int MOST_DIGITS = 18;

    private final JsonRow fields;
    private final JsonBytes json;
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> metadata = new TreeMap<>();
    private byte[] text;

    private PlainRow(byte[] line, JsonRow fields) {
        this.json = new JsonBytes(line);
        this.fields = fields;
    }

    /** The sample of a line; empty where the line is not as most are. */
    static Optional<Sample> sample(byte[] line, String source, String input, JsonRow fields) {
        PlainRow row = new PlainRow(line, fields);
        if (!row.read() || row.text == null) {
            return Optional.empty();
        }
        row.metadata.putIfAbsent(SampleMetadata.INPUT, input);
        return Optional.of(Sample.read(source, row.metadata, List.of(Part.Text.ofUtf8(row.text, Map.of()))));
    }

    private boolean read() {
        if (!json.take('{')) {
            return false;
        }
        do {
            if (names.size() == MOST_FIELDS || !field()) {
                return false;
            }
        } while (json.take(','));
        return json.take('}') && json.isAtEnd();
    }

    private boolean field() {
        if (!json.take('"') || !json.string() || json.length() > MOST_NAME) {
            return false;
        }
        String name = json.decoded();
        if (names.contains(name) || fields.isMedia(name) || !json.take(':')) {
            return false;
        }
        names.add(name);
        boolean isText = name.equals(fields.textKey());
        if (json.take('"')) {
            return json.string() && value(name, isText);
        }
        return !isText && other(name);
    }

    private boolean value(String name, boolean isText) {
        if (isText) {
            text = json.copied();
        } else {
            metadata.put(fields.metadataName(name), json.decoded());
        }
        return true;
    }

    private boolean other(String name) {
        if (!json.value(MOST_DEPTH)) {
            return false;
        }
        String written = json.decoded();
        if (isPlainNumber(written)) {
            metadata.put(fields.metadataName(name), written);
            return true;
        }
        try {
            JsonNode value = JsonRow.MAPPER.readTree(written);
            if (!value.isNull()) {
                metadata.put(fields.metadataName(name), JsonRow.metadata(value));
            }
            return !value.isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isPlainNumber(String written) {
        boolean plain = written.length() <= MOST_DIGITS && (written.charAt(0) != '0' || written.length() == 1);
        for (int i = 0; plain && i < written.length(); i++) {
            plain = written.charAt(i) >= '0' && written.charAt(i) <= '9';
        }
        return plain;
    }
}
