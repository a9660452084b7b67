package dev.tandem.core.engine;

import dev.tandem.core.dedup.ClusterResult;
import dev.tandem.core.dedup.Clustering;
import dev.tandem.core.dedup.Clusters;
import dev.tandem.core.dedup.SignatureBlock;
import dev.tandem.core.dedup.SignatureResult;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Removes duplicates over all shards of a step, in three kinds of work that are kept each for itself: the signatures of a
 * shard, the clusters of all shards, and the selection of a shard. What stays does not depend on how the samples were cut
 * into shards, or on the order of the shards.
 */
public final class DedupStep {
    private final ShardStore store;

    public DedupStep(ShardStore store) {
        this.store = store;
    }

    /** Names the signatures of one shard. */
    public static Digest signKey(Digest input, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.DEDUPLICATE, "sign", List.of(input), List.of(operator), models);
    }

    /** Names the clusters of all shards. */
    public static Digest clusterKey(List<Digest> inputs, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.DEDUPLICATE, "cluster", inputs, List.of(operator), models);
    }

    /** Names the view of one shard without its duplicates; the clusters' key stands for parameters and models. */
    public static Digest selectKey(Digest clusterKey, int index, Digest input, OperatorSpec operator) {
        return StepKeys.of(
                StepKind.DEDUPLICATE, "select:" + index, List.of(clusterKey, input), List.of(operator), Map.of());
    }

    /** Signs the live samples of one shard; does nothing where that is done already. Returns {@code key}. */
    public Digest sign(Digest key, ShardView input, OperatorSpec spec, Deduplicator operator, Progress progress) {
        if (isDone(key, SignatureResult.class, DedupStep::content)) {
            return key;
        }
        Signing signing = new Signing(operator);
        long[] done = {0};
        store.live(input, (row, sample) -> {
            signing.add(row, sample);
            progress.done(++done[0]);
        });
        SignatureBlock block = signing.finish();
        Digest signatures = store.contents().put(block.encode(), ObjectKey::signatures);
        publish(key, new SignatureResult(SignatureResult.FORMAT, key, signatures, block.signed().size()), DedupStep::content);
        return key;
    }

    /**
     * Clusters the samples of all shards; does nothing where that is done already. Returns {@code key}.
     *
     * @param inputs keys of the views of the shards
     * @param signatureKeys keys of their signatures, in the same order
     */
    public Digest cluster(
            Digest key,
            List<Digest> inputs,
            List<Digest> signatureKeys,
            OperatorSpec spec,
            Deduplicator operator,
            Progress progress) {
        if (inputs.size() != signatureKeys.size()) {
            throw new IllegalArgumentException(
                    inputs.size() + " shards cannot have " + signatureKeys.size() + " sets of signatures");
        }
        if (isDone(key, ClusterResult.class, DedupStep::content)) {
            return key;
        }
        Clustering clustering =
                Clustering.of(inputs.size(), shard -> signatures(signatureKeys.get(shard)), operator, progress::done);
        Digest clusters = store.contents().put(clustering.clusters().encode(), ObjectKey::clusters);
        publish(key, new ClusterResult(
                ClusterResult.FORMAT, key, clusters, inputs.size(), clustering.pairs(), clustering.merged()), DedupStep::content);
        return key;
    }

    /**
     * Takes the duplicates out of one shard.
     *
     * @param index of the shard in the order in which the shards were clustered
     */
    public ShardView select(
            Digest key, ShardView input, Digest clusterKey, int index, OperatorSpec spec, Progress progress) {
        Optional<ShardView> found = store.reuse(key);
        if (found.isPresent()) {
            return found.get();
        }
        Digest digest = clusters(clusterKey).clusters();
        Clusters clusters = Clusters.decode(store.contents().get(digest, ObjectKey::clusters));
        DedupSelection selected = new DedupSelection(spec.label(), store.alive(input), input.rows());
        selected.apply(clusters, index);
        progress.done(selected.counts().in());
        return store.finish(selected.view(key, input, spec, digest, store));
    }

    /**
     * What clustering found.
     *
     * @throws TandemException {@code NOT_FOUND} where it is not done yet
     */
    public ClusterResult clusters(Digest clusterKey) {
        return Json.read(store.contents().objects().get(ObjectKey.result(clusterKey)), ClusterResult.class);
    }

    /**
     * What deduplication makes of one sample that is held in memory.
     *
     * @param cluster smallest id of the samples of its cluster; its own where it has no duplicate
     * @param size samples of the cluster
     * @param keptInstead id of the sample that stays in place of this one
     */
    public record Membership(
            int row,
            String cluster,
            int size,
            boolean keep,
            Optional<String> keptInstead,
            Optional<RowFailure> failure) {}

    /** For callers that hold samples in memory: the same result without a store, in the order of {@code samples}. */
    public static List<Membership> inMemory(Deduplicator operator, List<Sample> samples) {
        Signing signing = new Signing(operator);
        List<Membership> memberships = new ArrayList<>();
        for (int row = 0; row < samples.size(); row++) {
            signing.add(row, samples.get(row));
            memberships.add(new Membership(
                    row, samples.get(row).id().hex(), 1, true, Optional.empty(), Optional.empty()));
        }
        SignatureBlock block = signing.finish();
        Clusters clusters = Clustering.of(1, unused -> block, operator, unused -> {}).clusters();
        Clusters.Part part = clusters.shard(0);
        for (Clusters.Member member : part.members()) {
            Clusters.Cluster cluster = clusters.cluster(member.cluster());
            memberships.set(member.row(), new Membership(
                    member.row(),
                    cluster.smallest().hex(),
                    cluster.size(),
                    member.kept(),
                    member.kept() ? Optional.empty() : Optional.of(cluster.kept().hex()),
                    Optional.empty()));
        }
        for (SignatureBlock.Failed failed : part.failed()) {
            memberships.set(failed.row(), new Membership(
                    failed.row(),
                    samples.get(failed.row()).id().hex(),
                    1,
                    false,
                    Optional.empty(),
                    Optional.of(new RowFailure(failed.code(), failed.message()))));
        }
        return memberships;
    }

    private SignatureBlock signatures(Digest signatureKey) {
        byte[] json = store.contents().objects().get(ObjectKey.result(signatureKey));
        Digest signatures = Json.read(json, SignatureResult.class).signatures();
        return SignatureBlock.decode(store.contents().get(signatures, ObjectKey::signatures));
    }

    /** Whether a result stands at a key and can be used: with what it refers to, and made to last. */
    private <T> boolean isDone(Digest key, Class<T> type, Function<T, ObjectKey> content) {
        ObjectStore objects = store.contents().objects();
        return objects.find(ObjectKey.result(key))
                .filter(json -> store.contents().keep(ObjectKey.result(key))
                        && objects.info(content.apply(Json.read(json, type))).isPresent())
                .isPresent();
    }

    /** The first writer wins, unless what it wrote is gone. */
    @SuppressWarnings("unchecked")
    private <T> void publish(Digest key, T result, Function<T, ObjectKey> content) {
        ObjectStore objects = store.contents().objects();
        byte[] json = Json.bytes(result);
        if (!objects.putIfAbsent(ObjectKey.result(key), json) && !isDone(key, (Class<T>) result.getClass(), content)) {
            objects.put(ObjectKey.result(key), json);
        }
    }

    private static ObjectKey content(SignatureResult result) {
        return ObjectKey.signatures(result.signatures());
    }

    private static ObjectKey content(ClusterResult result) {
        return ObjectKey.clusters(result.clusters());
    }

    /** Collects the signatures of samples that come in row order. */
    private static final class Signing {
        private final Deduplicator operator;
        private final List<SignatureBlock.Signed> signed = new ArrayList<>();
        private final List<SignatureBlock.Failed> failed = new ArrayList<>();

        Signing(Deduplicator operator) {
            this.operator = operator;
        }

        void add(int row, Sample sample) {
            try {
                operator.signature(new SampleView(sample))
                        .ifPresent(signature -> signed.add(new SignatureBlock.Signed(row, sample.id(), signature)));
            } catch (SampleFailedException e) {
                failed.add(new SignatureBlock.Failed(row, e.code(), e.getMessage()));
            }
        }

        SignatureBlock finish() {
            return new SignatureBlock(signed, failed);
        }
    }
}
