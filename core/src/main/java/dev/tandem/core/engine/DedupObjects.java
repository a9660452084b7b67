package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketResult;
import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.ClusterMembers;
import dev.tandem.core.dedup.ClusterResult;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.SignatureDirectory;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.SignatureResult;
import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.dedup.Signatures;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.HeldObjects;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the steps of deduplication leave in the store for each other. */
final class DedupObjects {
    /** Directories of signatures and summaries of clusters, which each task of a step asks for again. */
    private static final long HELD_BYTES = 32L << 20;

    private static final int EDGE_BYTES = 2 * Long.BYTES;

    private final ContentStore contents;
    private final Path folder;
    private final HeldObjects held = new HeldObjects(HELD_BYTES);

    /**
     * Objects of a store.
     *
     * @param folder for files on their way
     */
    DedupObjects(ContentStore contents, Path folder) {
        this.contents = contents;
        this.folder = folder;
    }

    /** Whether the signatures of a shard stand at a key, with all that they refer to; they are made to last. */
    boolean isSigned(Digest key) {
        return isDone(key, SignatureResult.class, this::content);
    }

    boolean isBucketed(Digest key) {
        return isDone(key, BucketResult.class, this::content);
    }

    boolean isClustered(Digest key) {
        return isDone(key, ClusterResult.class, this::content);
    }

    void publish(Digest key, SignatureWriter.Written written) {
        Digest digest = contents.put(written.bytes(), ObjectKey::signatures);
        publish(
                key,
                new SignatureResult(
                        SignatureResult.FORMAT,
                        key,
                        digest,
                        written.directory().encode(),
                        written.directory().samples()),
                this::content);
    }

    /** Writes the pairs of duplicates that were found, without holding them in memory. */
    void publish(Digest key, RecordSorter edges, BucketStatistics statistics) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "edges", ".tmp");
            try {
                Digest digest = write(edges, file);
                contents.putFile(digest, ObjectKey::edges, file);
                publish(key, new BucketResult(BucketResult.FORMAT, key, digest, statistics), this::content);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw fileFailure(e);
        }
    }

    private static Digest write(RecordSorter edges, Path file) throws IOException {
        DigestOutputStream digest = new DigestOutputStream(Files.newOutputStream(file), Digest.sha256());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(digest, 1 << 16));
                RecordCursor edge = edges.cursor()) {
            while (edge.next()) {
                out.writeLong(edge.value(0));
                out.writeLong(edge.value(1));
            }
        }
        return Digest.finish(digest.getMessageDigest(), new byte[0]);
    }

    void publish(Digest key, ClusterSummary summary) {
        Digest digest = contents.put(Json.bytes(summary), ObjectKey::clusters);
        publish(key, new ClusterResult(ClusterResult.FORMAT, key, digest), this::content);
    }

    Digest putKeys(List<Digest> keys) {
        return contents.put(Json.bytes(keys), ObjectKey::document);
    }

    Digest putMembers(byte[] members) {
        return contents.put(members, ObjectKey::clusters);
    }

    /** The signatures of all shards, in the order of their keys. */
    Signatures signatures(List<Digest> keys, int firstNew) {
        return new Signatures(keys.size(), firstNew, shard -> signatures(keys.get(shard)));
    }

    private SignatureReader signatures(Digest key) {
        return held.find(key, SignatureReader.class).orElseGet(() -> {
            byte[] json = contents.objects().get(ObjectKey.result(key));
            SignatureResult result = Json.read(json, SignatureResult.class);
            ObjectKey file = ObjectKey.signatures(result.signatures());
            SignatureReader reader = new SignatureReader(
                    SignatureDirectory.decode(result.directory()),
                    (offset, length) -> contents.objects().range(file, offset, length));
            held.put(key, reader, json.length);
            return reader;
        });
    }

    BucketResult bucket(Digest key) {
        return Json.read(contents.objects().get(ObjectKey.result(key)), BucketResult.class);
    }

    /** Adds the pairs that one part of the buckets found. */
    void readEdges(BucketResult bucket, RecordSorter edges) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "edges", ".tmp");
            try {
                contents.getFile(bucket.edges(), ObjectKey::edges, file);
                try (DataInputStream in = new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                    for (long left = Files.size(file) / EDGE_BYTES; left > 0; left--) {
                        edges.add(in.readLong(), in.readLong());
                    }
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw fileFailure(e);
        }
    }

    private TandemException fileFailure(IOException e) {
        return new TandemException(
                ErrorCode.DISK_FULL,
                "Pairs of duplicates cannot be kept for a moment in '" + folder + "': " + e.getMessage(),
                e);
    }

    /** What clustering found; {@code NOT_FOUND} where it is not done yet. */
    ClusterResult clusters(Digest key) {
        return held.find(key, ClusterResult.class).orElseGet(() -> {
            byte[] json = contents.objects().get(ObjectKey.result(key));
            ClusterResult result = Json.read(json, ClusterResult.class);
            held.put(key, result, json.length);
            return result;
        });
    }

    ClusterSummary summary(Digest clusters) {
        return held.get(
                clusters,
                digest -> contents.get(digest, ObjectKey::clusters),
                json -> Json.read(json, ClusterSummary.class));
    }

    /** What becomes of the samples of one shard. */
    ClusterMembers.Shard members(Digest clusters, int shard) {
        ClusterSummary.Part part = summary(clusters).part(shard);
        return ClusterMembers.decode(contents.get(part.members(), ObjectKey::clusters)).shard(shard - part.first());
    }

    private <T> boolean isDone(Digest key, Class<T> type, Function<T, Optional<ObjectKey>> content) {
        ObjectStore objects = contents.objects();
        return objects.find(ObjectKey.result(key))
                .filter(json -> contents.keep(ObjectKey.result(key))
                        && content.apply(Json.read(json, type))
                                .filter(found -> objects.info(found).isPresent())
                                .isPresent())
                .isPresent();
    }

    /** The first writer wins, unless what it wrote is gone. */
    @SuppressWarnings("unchecked")
    private <T> void publish(Digest key, T result, Function<T, Optional<ObjectKey>> content) {
        byte[] json = Json.bytes(result);
        if (!contents.objects().putIfAbsent(ObjectKey.result(key), json)
                && !isDone(key, (Class<T>) result.getClass(), content)) {
            contents.objects().put(ObjectKey.result(key), json);
        }
    }

    private Optional<ObjectKey> content(SignatureResult result) {
        return Optional.of(ObjectKey.signatures(result.signatures()));
    }

    private Optional<ObjectKey> content(BucketResult result) {
        return Optional.of(ObjectKey.edges(result.edges()));
    }

    /** Empty where members of a shard are gone. */
    private Optional<ObjectKey> content(ClusterResult result) {
        ObjectKey summary = ObjectKey.clusters(result.clusters());
        boolean whole = contents.keep(summary)
                && summary(result.clusters()).parts().stream()
                        .allMatch(part -> contents.keep(ObjectKey.clusters(part.members())));
        return whole ? Optional.of(summary) : Optional.empty();
    }
}
