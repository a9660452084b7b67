package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** How samples stand in Parquet, in shards and in published files alike. */
public final class SampleSchema {

    public static final MessageType FULL = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
              required binary content_digest (STRING);
              required binary source (STRING);
              repeated binary parents (STRING);
              repeated group metadata {
                required binary key (STRING);
                required binary value (STRING);
              }
              repeated group parts {
                required binary kind (STRING);
                optional binary text (STRING);
                optional binary media_type (STRING);
                optional binary media_digest (STRING);
                optional int64 media_bytes;
                optional binary data;
                repeated group attributes {
                  required binary key (STRING);
                  required binary value (STRING);
                }
              }
              optional binary failure_code (STRING);
              optional binary failure_message (STRING);
            }
            """);

    /** All but the bytes of media. */
    public static final MessageType TEXTS = MessageTypeParser.parseMessageType(
            FULL.toString().replaceFirst(" *optional binary data;\n", ""));

    /** Ids, sources and lineage, without content: what explaining and publishing scan. */
    public static final MessageType IDENTITY = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
              required binary content_digest (STRING);
              required binary source (STRING);
              repeated binary parents (STRING);
              optional binary failure_code (STRING);
              optional binary failure_message (STRING);
            }
            """);

    /** Ids, and nothing else. */
    static final MessageType ID = MessageTypeParser.parseMessageType("""
            message sample {
              required binary id (STRING);
            }
            """);

    /** The digests of media, and nothing else. */
    static final MessageType MEDIA = MessageTypeParser.parseMessageType("""
            message sample {
              repeated group parts {
                optional binary media_digest (STRING);
              }
            }
            """);

    private static final String TEXT = "text";

    private SampleSchema() {}

    /** Decides for each media part whether its bytes stand in the row or in a blob of their own. */
    @FunctionalInterface
    public interface MediaSink {
        /** Whether the bytes were put elsewhere, under their digest. */
        boolean stored(MediaContent content);
    }

    /** Fetches the bytes of a media part that does not stand in its row. */
    @FunctionalInterface
    public interface MediaSource {
        byte[] fetch(Digest digest);
    }

    static Group toGroup(ShardRow row, MediaSink media) {
        Sample sample = row.sample();
        SimpleGroup group = new SimpleGroup(FULL);
        group.add("id", sample.id().hex());
        group.add("content_digest", sample.contentDigest().hex());
        group.add("source", sample.source());
        sample.parents().forEach(parent -> group.add("parents", parent.hex()));
        addPairs(group, "metadata", sample.metadata());
        for (Part part : sample.parts()) {
            Group target = group.addGroup("parts");
            switch (part) {
                case Part.Text text -> target.append("kind", TEXT).append(TEXT, Binary.fromConstantByteArray(text.utf8()));
                case Part.Media found -> {
                    target.append("kind", found.modality().name().toLowerCase(Locale.ROOT))
                            .append("media_type", found.mediaType())
                            .append("media_digest", found.content().digest().hex())
                            .append("media_bytes", found.content().size());
                    if (!media.stored(found.content())) {
                        target.append("data", Binary.fromConstantByteArray(found.content().bytes()));
                    }
                }
            }
            addPairs(target, "attributes", part.attributes());
        }
        row.failure().ifPresent(failure -> {
            group.add("failure_code", failure.code().name());
            group.add("failure_message", failure.message());
        });
        return group;
    }

    static ShardRow fromGroup(Group group, MediaSource media) {
        boolean full = group.getType().containsField("parts");
        Sample sample = new Sample(
                new Digest(group.getString("id", 0)),
                new Digest(group.getString("content_digest", 0)),
                group.getString("source", 0),
                parents(group),
                full ? pairs(group, "metadata") : Map.of(),
                full ? parts(group, media) : List.of());
        Optional<RowFailure> failure = group.getFieldRepetitionCount("failure_code") == 0
                ? Optional.empty()
                : Optional.of(new RowFailure(
                        ErrorCode.valueOf(group.getString("failure_code", 0)), group.getString("failure_message", 0)));
        return new ShardRow(sample, failure);
    }

    static void media(Group row, Consumer<Digest> consumer) {
        for (int i = 0; i < row.getFieldRepetitionCount("parts"); i++) {
            Group part = row.getGroup("parts", i);
            if (part.getFieldRepetitionCount("media_digest") > 0) {
                consumer.accept(new Digest(part.getString("media_digest", 0)));
            }
        }
    }

    private static List<Digest> parents(Group group) {
        List<Digest> parents = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount("parents"); i++) {
            parents.add(new Digest(group.getString("parents", i)));
        }
        return parents;
    }

    private static List<Part> parts(Group group, MediaSource media) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < group.getFieldRepetitionCount("parts"); i++) {
            Group part = group.getGroup("parts", i);
            String kind = part.getString("kind", 0);
            Map<String, String> attributes = pairs(part, "attributes");
            if (kind.equals(TEXT)) {
                parts.add(Part.Text.ofUtf8(part.getBinary(TEXT, 0).getBytes(), attributes));
            } else {
                parts.add(new Part.Media(
                        Modality.valueOf(kind.toUpperCase(Locale.ROOT)),
                        part.getString("media_type", 0),
                        content(part, media),
                        attributes));
            }
        }
        return parts;
    }

    private static MediaContent content(Group part, MediaSource media) {
        Digest digest = new Digest(part.getString("media_digest", 0));
        if (part.getType().containsField("data") && part.getFieldRepetitionCount("data") > 0) {
            byte[] bytes = part.getBinary("data", 0).getBytes();
            return MediaContent.stored(digest, bytes.length, () -> bytes);
        }
        return MediaContent.stored(digest, part.getLong("media_bytes", 0), () -> media.fetch(digest));
    }

    private static void addPairs(Group group, String field, Map<String, String> pairs) {
        pairs.forEach((key, value) -> group.addGroup(field).append("key", key).append("value", value));
    }

    private static Map<String, String> pairs(Group group, String field) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount(field); i++) {
            Group pair = group.getGroup(field, i);
            pairs.put(pair.getString("key", 0), pair.getString("value", 0));
        }
        return pairs;
    }
}
