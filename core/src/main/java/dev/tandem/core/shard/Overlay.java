package dev.tandem.core.shard;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.parquet.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * What mappers of a step wrote: new content for some parts of some rows; the shard keeps the old. Without media the file
 * has the columns that it had before media could be mapped, so that files of texts are the same as ever.
 */
public final class Overlay {
    private static final MessageType TEXTS = MessageTypeParser.parseMessageType("""
            message overlay {
              required int32 row;
              required int32 part;
              required binary text (STRING);
            }
            """);

    private static final MessageType TEXTS_AND_MEDIA = MessageTypeParser.parseMessageType("""
            message overlay {
              required int32 row;
              required int32 part;
              optional binary text (STRING);
              optional binary media_type (STRING);
              optional binary media_digest (STRING);
              optional int64 media_bytes;
              optional binary data;
            }
            """);

    private static final String ATTRIBUTES_COLUMN = "attributes";

    /** As above, and attributes as a JSON object. */
    private static final MessageType ALL = MessageTypeParser.parseMessageType("""
            message overlay {
              required int32 row;
              required int32 part;
              optional binary text (STRING);
              optional binary media_type (STRING);
              optional binary media_digest (STRING);
              optional int64 media_bytes;
              optional binary data;
              optional binary attributes (STRING);
            }
            """);

    /** The digests of media, and nothing else. */
    private static final MessageType MEDIA = MessageTypeParser.parseMessageType("""
            message overlay {
              optional binary media_digest (STRING);
            }
            """);

    private final SampleSchema.MediaSink sink;
    private final SampleSchema.MediaSource source;
    private final Map<Integer, Map<Integer, Change>> changes = new TreeMap<>();
    private boolean hasMedia;
    private boolean hasAttributes;

    /**
     * An overlay without changes.
     *
     * @param sink told of every medium that is put; what it stores is not held here
     * @param source of the bytes of what was stored
     */
    public Overlay(SampleSchema.MediaSink sink, SampleSchema.MediaSource source) {
        this.sink = sink;
        this.source = source;
    }

    /** An overlay that holds all media itself. */
    public Overlay() {
        this(content -> false, digest -> {
            throw new IllegalStateException("No media were stored elsewhere, " + digest + " neither");
        });
    }

    private sealed interface Change {
        record Text(String text) implements Change {}

        record Media(String type, MediaContent content, boolean stored) implements Change {}

        /** More attributes, and the other change of the part where there is one. */
        record Attributes(Map<String, String> more, Optional<Change> content) implements Change {}
    }

    /** The new content of a part: of its text, or of its media type and bytes. */
    public void put(int row, int part, Part content) {
        put(row, part, switch (content) {
            case Part.Text text -> new Change.Text(text.text());
            case Part.Media media -> sink.stored(media.content())
                    ? new Change.Media(media.mediaType(), elsewhere(media.content().digest(), media.content().size()), true)
                    : new Change.Media(media.mediaType(), media.content(), false);
        });
    }

    private void put(int row, int part, Change change) {
        changes.computeIfAbsent(row, unused -> new TreeMap<>()).put(part, change);
        hasMedia |= change instanceof Change.Media;
        hasAttributes |= change instanceof Change.Attributes;
    }

    private MediaContent elsewhere(Digest digest, long bytes) {
        return MediaContent.stored(digest, bytes, () -> source.fetch(digest));
    }

    /** More attributes of a part, whose content is put before, if ever. */
    public void add(int row, int part, Map<String, String> attributes) {
        Optional<Change> content = Optional.ofNullable(changes.getOrDefault(row, Map.of()).get(part));
        put(row, part, new Change.Attributes(attributes, content));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The sample with the new content in place; its id stays, its content digest becomes that of the new content. */
    public Sample apply(int row, Sample sample) {
        Map<Integer, Change> changed = changes.get(row);
        if (changed == null) {
            return sample;
        }
        List<Part> parts = new ArrayList<>(sample.parts());
        changed.forEach((part, change) -> parts.set(part, apply(change, parts.get(part))));
        return sample.withParts(parts);
    }

    private static Part apply(Change change, Part old) {
        return switch (change) {
            case Change.Text text -> new Part.Text(text.text(), old.attributes());
            case Change.Media media -> new Part.Media(
                    ((Part.Media) old).modality(), media.type(), media.content(), old.attributes());
            case Change.Attributes attributes ->
                    attributes.content().map(content -> apply(content, old)).orElse(old).with(attributes.more());
        };
    }

    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageType schema = hasAttributes ? ALL : hasMedia ? TEXTS_AND_MEDIA : TEXTS;
        try (ParquetWriter<Group> writer = ParquetRows.writer(bytes, schema)) {
            for (Map.Entry<Integer, Map<Integer, Change>> row : changes.entrySet()) {
                for (Map.Entry<Integer, Change> part : row.getValue().entrySet()) {
                    Group group = new SimpleGroup(schema).append("row", row.getKey()).append("part", part.getKey());
                    write(part.getValue(), group);
                    writer.write(group);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Change change, Group group) {
        switch (change) {
            case Change.Text text -> group.append("text", text.text());
            case Change.Media media -> {
                group.append("media_type", media.type())
                        .append("media_digest", media.content().digest().hex())
                        .append("media_bytes", media.content().size());
                if (!media.stored()) {
                    group.append("data", Binary.fromConstantByteArray(media.content().bytes()));
                }
            }
            case Change.Attributes attributes -> {
                attributes.content().ifPresent(content -> write(content, group));
                group.append(ATTRIBUTES_COLUMN, new String(Json.bytes(attributes.more()), StandardCharsets.UTF_8));
            }
        }
    }

    /** Reads an overlay of texts alone, or of texts and media. */
    public static Overlay decode(byte[] file, SampleSchema.MediaSource source) {
        Overlay overlay = new Overlay(content -> false, source);
        try {
            MessageType found = ParquetRows.schema(file);
            boolean attributes = found.containsField(ATTRIBUTES_COLUMN);
            MessageType schema = attributes ? ALL : found.containsField("media_type") ? TEXTS_AND_MEDIA : TEXTS;
            ParquetRows.read(file, schema, group -> {
                Change change = attributes && group.getFieldRepetitionCount(ATTRIBUTES_COLUMN) > 0
                        ? overlay.withAttributes(group)
                        : overlay.change(group);
                overlay.put(group.getInteger("row", 0), group.getInteger("part", 0), change);
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
        return overlay;
    }

    private Change withAttributes(Group group) {
        boolean content = group.getFieldRepetitionCount("text") > 0 || group.getFieldRepetitionCount("media_digest") > 0;
        Map<String, String> more = Json.read(group.getBinary(ATTRIBUTES_COLUMN, 0).getBytes(), new TypeReference<>() {});
        return new Change.Attributes(more, content ? Optional.of(change(group)) : Optional.empty());
    }

    private Change change(Group group) {
        if (group.getFieldRepetitionCount("text") > 0) {
            return new Change.Text(group.getString("text", 0));
        }
        Digest digest = new Digest(group.getString("media_digest", 0));
        String type = group.getString("media_type", 0);
        if (group.getFieldRepetitionCount("data") == 0) {
            return new Change.Media(type, elsewhere(digest, group.getLong("media_bytes", 0)), true);
        }
        byte[] data = group.getBinary("data", 0).getBytes();
        return new Change.Media(type, MediaContent.stored(digest, data.length, () -> data), false);
    }

    /** Calls {@code consumer} with the digest of every mapped medium, those that stand in the file itself included. */
    public static void media(byte[] file, Consumer<Digest> consumer) {
        try {
            if (ParquetRows.schema(file).containsField("media_digest")) {
                ParquetRows.read(file, MEDIA, group -> {
                    if (group.getFieldRepetitionCount("media_digest") > 0) {
                        consumer.accept(new Digest(group.getString("media_digest", 0)));
                    }
                });
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static TandemException unreadable(IOException cause) {
        return new TandemException(ErrorCode.CORRUPT_OBJECT, "An overlay cannot be read: " + cause.getMessage(), cause);
    }
}
