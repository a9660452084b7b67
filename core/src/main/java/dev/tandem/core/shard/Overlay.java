package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.parquet.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** What mappers of a step wrote: new text for some text parts of some rows; the shard keeps the old. */
public final class Overlay {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message overlay {
              required int32 row;
              required int32 part;
              required binary text (STRING);
            }
            """);

    private final Map<Integer, Map<Integer, String>> texts = new TreeMap<>();

    public void put(int row, int part, String text) {
        texts.computeIfAbsent(row, unused -> new TreeMap<>()).put(part, text);
    }

    public boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The sample with the new texts in place; its id stays, its content digest becomes that of the new content. */
    public Sample apply(int row, Sample sample) {
        Map<Integer, String> changed = texts.get(row);
        if (changed == null) {
            return sample;
        }
        List<Part> parts = new ArrayList<>(sample.parts());
        changed.forEach((part, text) -> parts.set(part, new Part.Text(text, parts.get(part).attributes())));
        return sample.withParts(parts);
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ParquetRows.writer(bytes, SCHEMA)) {
            for (Map.Entry<Integer, Map<Integer, String>> row : texts.entrySet()) {
                for (Map.Entry<Integer, String> part : row.getValue().entrySet()) {
                    writer.write(new SimpleGroup(SCHEMA)
                            .append("row", row.getKey())
                            .append("part", part.getKey())
                            .append("text", part.getValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Overlay decode(byte[] file) {
        Overlay overlay = new Overlay();
        try {
            ParquetRows.read(file, SCHEMA, group ->
                    overlay.put(group.getInteger("row", 0), group.getInteger("part", 0), group.getString("text", 0)));
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "An overlay cannot be read: " + e.getMessage(), e);
        }
        return overlay;
    }
}
