package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.parquet.ColumnRows;
import dev.tandem.core.parquet.ColumnRows.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes samples of the columns of a row group, one after the other. A column that is not read has no cells, and leaves empty what it
 * would fill.
 */
final class SampleCursor {
    private static final int OF_ROW = 1;
    private static final int OF_PART = 2;

    private final ColumnRows columns;
    private final SampleSchema.MediaSource media;
    private final Cells id;
    private final Cells contentDigest;
    private final Cells source;
    private final Cells parents;
    private final Cells failureCode;
    private final Cells failureMessage;
    private final Cells metadataKeys;
    private final Cells metadataValues;
    private final Cells kinds;
    private final Cells texts;
    private final Cells mediaTypes;
    private final Cells mediaDigests;
    private final Cells mediaBytes;
    private final Cells data;
    private final Cells attributeKeys;
    private final Cells attributeValues;

    SampleCursor(ColumnRows columns, SampleSchema.MediaSource media) {
        this.columns = columns;
        this.media = media;
        this.id = columns.cells("id");
        this.contentDigest = columns.cells("content_digest");
        this.source = columns.cells("source");
        this.parents = columns.cells("parents");
        this.failureCode = columns.cells("failure_code");
        this.failureMessage = columns.cells("failure_message");
        this.metadataKeys = columns.cells("metadata", "key");
        this.metadataValues = columns.cells("metadata", "value");
        this.kinds = columns.cells("parts", "kind");
        this.texts = columns.cells("parts", "text");
        this.mediaTypes = columns.cells("parts", "media_type");
        this.mediaDigests = columns.cells("parts", "media_digest");
        this.mediaBytes = columns.cells("parts", "media_bytes");
        this.data = columns.cells("parts", "data");
        this.attributeKeys = columns.cells("parts", "attributes", "key");
        this.attributeValues = columns.cells("parts", "attributes", "value");
    }

    /** Leaves out a row. */
    void skip() {
        columns.skip();
    }

    ShardRow next() {
        Sample sample = new Sample(
                new Digest(id.takeText()),
                new Digest(contentDigest.takeText()),
                source.takeText(),
                parents(),
                pairs(metadataKeys, metadataValues, OF_ROW),
                parts());
        boolean failed = failureCode.isPresent();
        String code = failureCode.takeText();
        String message = failureMessage.takeText();
        return new ShardRow(
                sample, failed ? Optional.of(new RowFailure(ErrorCode.valueOf(code), message)) : Optional.empty());
    }

    private List<Digest> parents() {
        if (!parents.isPresent()) {
            parents.skip();
            return List.of();
        }
        List<Digest> digests = new ArrayList<>();
        do {
            digests.add(new Digest(parents.takeText()));
        } while (parents.repeats(OF_ROW));
        return digests;
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        do {
            if (kinds.isPresent()) {
                parts.add(part());
            } else {
                for (Cells empty : List.of(
                        kinds, texts, mediaTypes, mediaDigests, mediaBytes, data, attributeKeys, attributeValues)) {
                    empty.skip();
                }
            }
        } while (kinds.repeats(OF_ROW));
        return parts;
    }

    private Part part() {
        String kind = kinds.takeText();
        byte[] text = texts.takeBytes();
        String mediaType = mediaTypes.takeText();
        boolean inRow = data.isPresent();
        String digest = mediaDigests.takeText();
        long bytes = mediaBytes.takeNumber();
        byte[] content = data.takeBytes();
        Map<String, String> attributes = pairs(attributeKeys, attributeValues, OF_PART);
        if (kind.equals(SampleSchema.TEXT)) {
            return Part.Text.ofUtf8(text, attributes);
        }
        Modality modality = Modality.valueOf(kind.toUpperCase(Locale.ROOT));
        return new Part.Media(modality, mediaType, content(new Digest(digest), inRow, bytes, content), attributes);
    }

    private MediaContent content(Digest digest, boolean inRow, long bytes, byte[] content) {
        return inRow
                ? MediaContent.stored(digest, content.length, () -> content)
                : MediaContent.stored(digest, bytes, () -> media.fetch(digest));
    }

    private static Map<String, String> pairs(Cells keys, Cells values, int level) {
        if (!keys.isPresent()) {
            keys.skip();
            values.skip();
            return Map.of();
        }
        Map<String, String> pairs = new TreeMap<>();
        do {
            pairs.put(keys.takeText(), values.takeText());
        } while (keys.repeats(level));
        return pairs;
    }
}
