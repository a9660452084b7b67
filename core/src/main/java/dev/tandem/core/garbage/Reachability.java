package dev.tandem.core.garbage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.SampleFile;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Marks what objects refer to. Objects are named by digests, and whatever looks like a digest in the JSON of a reachable
 * object counts as reachable itself: a field that is new cannot be forgotten. Only what refers to further objects has to be
 * known here: keys to the keys that their samples were made from and to the media of their shard and its overlays, documents to
 * keys.
 */
final class Reachability {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final String PARENT = "parent";
    private static final String SHARD = "shard";
    private static final String OVERLAY = "overlay";
    private static final String CLUSTERS = "clusters";

    /** Keys and shards that many runs share are followed once, as long as they stand among this many; else once more. */
    private static final long FOLLOWED = 200_000;

    private final ContentStore contents;
    private final DigestMarks marks;
    private final Cache<Digest, Boolean> followed = Caffeine.newBuilder().maximumSize(FOLLOWED).build();

    Reachability(ContentStore contents, DigestMarks marks) {
        this.contents = contents;
        this.marks = marks;
    }

    /** Marks what a run refers to: its plan, its input, and what its steps made. */
    void run(byte[] record) {
        digests(record, (field, digest) -> document(digest));
    }

    /** Marks what rounds of data and model refer to: the pool, and what each round made. */
    void rounds(byte[] record) {
        digests(record, (field, digest) -> {
            document(digest);
            key(digest);
        });
    }

    /** Marks the signatures and the pairs of an index of duplicates. */
    void index(byte[] version) {
        marks.add(Digest.of(version));
        digests(version, (field, digest) -> document(digest));
    }

    /** Marks the files of a version of a data set, and those of its input. */
    void dataset(byte[] manifest) {
        digests(manifest, (field, digest) -> {
            marks.add(digest);
            if ("input".equals(field)) {
                document(digest);
            }
        });
    }

    /** Marks a document and what it lists. */
    private void document(Digest document) {
        marks.add(document);
        contents.objects().find(ObjectKey.document(document)).ifPresent(json -> digests(json, (field, digest) -> {
            marks.add(digest);
            // A plain list is one of keys; in any other document a digest stands in a field.
            if (field.isEmpty()) {
                key(digest);
            }
        }));
    }

    /** Marks what a step made, and what that was made from. */
    void key(Digest key) {
        marks.add(key);
        if (followed.getIfPresent(key) != null) {
            return;
        }
        Optional<byte[]> json = contents.objects().find(ObjectKey.result(key));
        json.ifPresent(value -> digests(value, (field, digest) -> {
            marks.add(digest);
            if (field.equals(PARENT)) {
                key(digest);
            } else if (field.equals(SHARD)) {
                media(digest, ObjectKey::shard, SampleFile::media);
            } else if (field.equals(OVERLAY)) {
                media(digest, ObjectKey::overlay, Overlay::media);
            } else if (field.equals(CLUSTERS)) {
                clusters(digest);
            }
        }));
        if (json.isPresent()) {
            followed.put(key, true);
        }
    }

    /** Marks the files that hold the members of clusters. */
    private void clusters(Digest summary) {
        if (followed.getIfPresent(summary) == null) {
            contents.objects().find(ObjectKey.clusters(summary)).ifPresent(json ->
                    digests(json, (field, digest) -> marks.add(digest)));
            followed.put(summary, true);
        }
    }

    /** Marks the media that stand outside a shard or an overlay. */
    private void media(
            Digest digest, Function<Digest, ObjectKey> layout, BiConsumer<byte[], Consumer<Digest>> media) {
        if (followed.getIfPresent(digest) != null) {
            return;
        }
        byte[] file;
        try {
            file = contents.get(digest, layout);
        } catch (TandemException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return;
            }
            throw e;
        }
        media.accept(file, marks::add);
        followed.put(digest, true);
    }

    /** Receives a digest and the field in which it stands; the field is empty for elements of an outermost list. */
    private interface Found {
        void digest(String field, Digest digest);
    }

    private static void digests(byte[] json, Found found) {
        try (JsonParser parser = Json.mapper().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && DIGEST.matcher(parser.getText()).matches()) {
                    found.digest(field(parser), new Digest(parser.getText()));
                }
            }
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT, "Nothing was collected: an object is not the JSON it should be: " + e.getMessage(), e);
        }
    }

    private static String field(JsonParser parser) {
        var context = parser.getParsingContext();
        while (context != null && context.getCurrentName() == null) {
            context = context.getParent();
        }
        return context == null ? "" : context.getCurrentName();
    }
}
