package dev.tandem.core.shard;

import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.parquet.ParquetFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;

/** Puts samples into the columns of {@link SampleSchema#FULL}. */
final class SampleFields implements ParquetFields.Fields<ShardRow> {
    private static final GroupType ROW = SampleSchema.FULL;
    private static final GroupType PART = ROW.getType("parts").asGroupType();
    private static final Binary TEXT = binary(SampleSchema.TEXT);

    private final SampleSchema.MediaSink media;

    SampleFields(SampleSchema.MediaSink media) {
        this.media = media;
    }

    @Override
    public void write(ShardRow row, RecordConsumer out) {
        Sample sample = row.sample();
        add(out, ROW, "id", binary(sample.id().hex()));
        add(out, ROW, "content_digest", binary(sample.contentDigest().hex()));
        add(out, ROW, "source", binary(sample.source()));
        if (!sample.parents().isEmpty()) {
            start(out, ROW, "parents");
            sample.parents().forEach(parent -> out.addBinary(binary(parent.hex())));
            end(out, ROW, "parents");
        }
        pairs(out, ROW, "metadata", sample.metadata());
        parts(out, sample.parts());
        row.failure().ifPresent(failure -> {
            add(out, ROW, "failure_code", binary(failure.code().name()));
            add(out, ROW, "failure_message", binary(failure.message()));
        });
    }

    private void parts(RecordConsumer out, List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        start(out, ROW, "parts");
        for (Part part : parts) {
            out.startGroup();
            switch (part) {
                case Part.Text text -> {
                    add(out, PART, "kind", TEXT);
                    add(out, PART, "text", Binary.fromConstantByteArray(text.utf8()));
                }
                case Part.Media found -> {
                    add(out, PART, "kind", binary(found.modality().name().toLowerCase(Locale.ROOT)));
                    add(out, PART, "media_type", binary(found.mediaType()));
                    content(out, found.content());
                }
            }
            pairs(out, PART, "attributes", part.attributes());
            out.endGroup();
        }
        end(out, ROW, "parts");
    }

    private void content(RecordConsumer out, MediaContent content) {
        add(out, PART, "media_digest", binary(content.digest().hex()));
        start(out, PART, "media_bytes");
        out.addLong(content.size());
        end(out, PART, "media_bytes");
        if (!media.stored(content)) {
            add(out, PART, "data", Binary.fromConstantByteArray(content.bytes()));
        }
    }

    private static void pairs(RecordConsumer out, GroupType type, String field, Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        GroupType pair = type.getType(field).asGroupType();
        start(out, type, field);
        pairs.forEach((key, value) -> {
            out.startGroup();
            add(out, pair, "key", binary(key));
            add(out, pair, "value", binary(value));
            out.endGroup();
        });
        end(out, type, field);
    }

    private static void add(RecordConsumer out, GroupType type, String field, Binary value) {
        start(out, type, field);
        out.addBinary(value);
        end(out, type, field);
    }

    private static void start(RecordConsumer out, GroupType type, String field) {
        out.startField(field, type.getFieldIndex(field));
    }

    private static void end(RecordConsumer out, GroupType type, String field) {
        out.endField(field, type.getFieldIndex(field));
    }

    private static Binary binary(String text) {
        return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
    }
}
