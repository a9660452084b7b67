package dev.tandem.core.store.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each part of Tandem may do in the bucket: no more than its work needs. This table is the only place where rights
 * stand; a part that starts to use another prefix gets it here. Nobody may list or delete but the gateway, which lists
 * runs and collects garbage. It writes signatures and pairs of duplicates where samples are removed from an index, data sets of
 * what people say, and what models answer to prompts that are compared.
 *
 * <p>Whoever writes content also looks whether it is there, and whoever uses a finished result again renews it, which takes
 * the rights to read and to write it.
 */
public enum StoreRole {
    INGESTION(
            Set.of("documents", "blobs", "keys", "shards", "selections", "models"),
            Set.of("documents", "blobs", "keys", "shards", "selections"),
            Set.of()),
    FILTERING(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "summaries", "evaluations",
                    "scores", "models"),
            Set.of("keys", "selections", "overlays", "features", "blobs", "summaries", "scores"),
            Set.of()),
    DEDUP(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "signatures", "edges",
                    "clusters", "indexes", "models"),
            Set.of("documents", "keys", "selections", "features", "overlays", "signatures", "edges", "clusters", "indexes"),
            Set.of()),
    SYNTHESIS(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "summaries", "scores", "models"),
            Set.of("keys", "shards", "blobs", "selections", "summaries", "scores"),
            Set.of()),
    PUBLISHING(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "signatures", "clusters",
                    "runs", "rounds", "datasets", "refs", "reports", "models"),
            Set.of("keys", "blobs", "datasets", "refs", "reports"),
            Set.of()),
    TRAINING(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "scores", "models",
                    "evaluations"),
            Set.of("documents", "keys", "shards", "blobs", "selections", "features", "scores", "models"),
            Set.of()),
    WORKER(
            Set.of("documents", "keys", "runs", "rounds", "experiments"),
            Set.of("documents", "runs", "rounds", "experiments"),
            Set.of()),
    GATEWAY(
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "signatures", "edges", "clusters",
                    "summaries", "scores", "indexes", "runs", "rounds", "experiments", "datasets", "refs", "reports", "evaluations",
                    "evalsets", "models", "probe"),
            Set.of("documents", "blobs", "keys", "signatures", "edges", "indexes", "runs", "rounds", "experiments", "datasets", "refs",
                    "evaluations", "evalsets", "models", "scores", "probe"),
            Set.of("documents", "keys", "shards", "blobs", "selections", "overlays", "features", "signatures", "edges", "clusters",
                    "summaries", "scores", "reports", "probe"));

    /** Where every part looks to learn whether the store answers. */
    public static final String HEALTH = "health";

    private static final String NAME_PREFIX = "tandem-";

    private final Set<String> reads;
    private final Set<String> writes;
    private final Set<String> deletes;

    StoreRole(Set<String> reads, Set<String> writes, Set<String> deletes) {
        this.reads = reads;
        this.writes = writes;
        this.deletes = deletes;
    }

    /** Name of the user, which is its access key, and of its policy. */
    public String user() {
        return NAME_PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /** The role's rights in the policy language of AWS, which MinIO shares. */
    public Policy policy(String bucket) {
        List<Statement> statements = new ArrayList<>();
        statements.add(allow(List.of("s3:GetObject"), bucket, Stream.concat(reads.stream(), Stream.of(HEALTH))));
        // Large files are written in parts; parts of a write that failed are taken back.
        statements.add(allow(
                List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"), bucket, writes.stream()));
        if (!deletes.isEmpty()) {
            statements.add(allow(List.of("s3:DeleteObject"), bucket, deletes.stream()));
        }
        if (this == GATEWAY) {
            statements.add(new Statement("Allow", List.of("s3:ListBucket"), List.of("arn:aws:s3:::" + bucket)));
        }
        return new Policy("2012-10-17", statements);
    }

    private static Statement allow(List<String> actions, String bucket, Stream<String> prefixes) {
        return new Statement(
                "Allow", actions, prefixes.sorted().map(prefix -> "arn:aws:s3:::" + bucket + "/" + prefix + "/*").toList());
    }

    /** A policy as stores take it. */
    public record Policy(@JsonProperty("Version") String version, @JsonProperty("Statement") List<Statement> statements) {}

    /** One rule of a policy. */
    public record Statement(
            @JsonProperty("Effect") String effect,
            @JsonProperty("Action") List<String> actions,
            @JsonProperty("Resource") List<String> resources) {}
}
