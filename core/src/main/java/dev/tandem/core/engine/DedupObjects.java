package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketResult;
import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.ClusterMembers;
import dev.tandem.core.dedup.ClusterResult;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.FitResult;
import dev.tandem.core.dedup.RepeatedSpans;
import dev.tandem.core.dedup.SignatureDirectory;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.SignatureResult;
import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.dedup.Signatures;
import dev.tandem.core.dedup.SpanFile;
import dev.tandem.core.engine.KeyedResults.Kind;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.HeldObjects;
import dev.tandem.core.store.ObjectKey;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** What the steps of deduplication leave in the store for each other. */
final class DedupObjects {
    /** Directories of signatures and summaries of clusters, which each task of a step asks for again. */
    private static final long HELD_BYTES = 32L << 20;

    private static final int EDGE_BYTES = 2 * Long.BYTES;

    private final ContentStore contents;
    private final Path folder;
    private final HeldObjects held = new HeldObjects(HELD_BYTES);
    private final KeyedResults results;
    private final Kind<SignatureResult> signatureKind =
            new Kind<>(SignatureResult.class, result -> isThere(ObjectKey.signatures(result.signatures())));
    private final Kind<FitResult> fitKind =
            new Kind<>(FitResult.class, result -> isThere(ObjectKey.signatures(result.fitted())));
    private final Kind<BucketResult> bucketKind =
            new Kind<>(BucketResult.class, result -> isThere(ObjectKey.edges(result.edges())));
    private final Kind<ClusterResult> clusterKind = new Kind<>(ClusterResult.class, this::isWhole);

    /**
     * Objects of a store.
     *
     * @param folder for files on their way
     */
    DedupObjects(ContentStore contents, Path folder) {
        this.contents = contents;
        this.folder = folder;
        this.results = new KeyedResults(contents);
    }

    /** Whether the signatures of a shard stand at a key, with all that they refer to; they are made to last. */
    boolean isSigned(Digest key) {
        return results.find(key, signatureKind).isPresent();
    }

    boolean isFitted(Digest key) {
        return results.find(key, fitKind).isPresent();
    }

    boolean isBucketed(Digest key) {
        return results.find(key, bucketKind).isPresent();
    }

    boolean isClustered(Digest key) {
        return results.find(key, clusterKind).isPresent();
    }

    void publish(Digest key, SignatureWriter.Written written) {
        Digest digest = contents.put(written.bytes(), ObjectKey::signatures);
        results.publish(
                key,
                new SignatureResult(
                        SignatureResult.FORMAT,
                        key,
                        digest,
                        written.directory().encode(),
                        written.directory().samples()),
                signatureKind);
    }

    void publish(Digest key, byte[] fitted, long samples) {
        Digest digest = contents.put(fitted, ObjectKey::signatures);
        results.publish(key, new FitResult(FitResult.FORMAT, key, digest, samples), fitKind);
    }

    /** What was fitted to some of all samples. */
    byte[] fitted(Digest key) {
        return held.find(key, byte[].class).orElseGet(() -> {
            FitResult result = Json.read(contents.objects().get(ObjectKey.result(key)), FitResult.class);
            byte[] fitted = contents.get(result.fitted(), ObjectKey::signatures);
            held.put(key, fitted, fitted.length);
            return fitted;
        });
    }

    /** Writes the spans of a shard, without holding them in memory. */
    void publish(Digest key, SpanFile spans) {
        withFile(file -> {
            DigestOutputStream digest = new DigestOutputStream(Files.newOutputStream(file), Digest.sha256());
            SignatureDirectory directory;
            try (BufferedOutputStream out = new BufferedOutputStream(digest, 1 << 16)) {
                directory = spans.write(out);
            }
            Digest written = Digest.finish(digest.getMessageDigest(), new byte[0]);
            contents.putFile(written, ObjectKey::signatures, file);
            results.publish(
                    key,
                    new SignatureResult(SignatureResult.FORMAT, key, written, directory.encode(), spans.spans()),
                    signatureKind);
        });
    }

    /** The spans of a shard that stand somewhere before. */
    RoaringBitmap repeated(Digest clusterKey, int shard) {
        ClusterSummary.Part part = summary(clusters(clusterKey).clusters()).part(shard);
        return RepeatedSpans.shard(contents.get(part.members(), ObjectKey::clusters), shard - part.first());
    }

    /** Writes the pairs of duplicates that were found, without holding them in memory. */
    void publish(Digest key, RecordSorter edges, BucketStatistics statistics) {
        withFile(file -> {
            Digest digest = write(edges, file);
            contents.putFile(digest, ObjectKey::edges, file);
            results.publish(key, new BucketResult(BucketResult.FORMAT, key, digest, statistics), bucketKind);
        });
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
        results.publish(key, new ClusterResult(ClusterResult.FORMAT, key, digest), clusterKind);
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

    /** The signatures of one shard. */
    SignatureReader signatures(Digest key) {
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
        withFile(file -> {
            contents.getFile(bucket.edges(), ObjectKey::edges, file);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                for (long left = Files.size(file) / EDGE_BYTES; left > 0; left--) {
                    edges.add(in.readLong(), in.readLong());
                }
            }
        });
    }

    /** Work with a file. */
    @FunctionalInterface
    private interface FileWork {
        void with(Path file) throws IOException;
    }

    /** Gives a temporary file to work that needs one, and removes it. */
    private void withFile(FileWork work) {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "edges", ".tmp");
            try {
                work.with(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.DISK_FULL,
                    "Pairs of duplicates cannot be kept for a moment in '" + folder + "': " + e.getMessage(),
                    e);
        }
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

    private boolean isThere(ObjectKey object) {
        return contents.objects().info(object).isPresent();
    }

    /** With the members of every shard; they are made to last. */
    private boolean isWhole(ClusterResult result) {
        return contents.keep(ObjectKey.clusters(result.clusters()))
                && summary(result.clusters()).parts().stream()
                        .allMatch(part -> contents.keep(ObjectKey.clusters(part.members())));
    }
}
