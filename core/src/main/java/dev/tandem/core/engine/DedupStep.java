package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketResult;
import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.ClusterMembers;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.Clustering;
import dev.tandem.core.dedup.Partition;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.dedup.Signatures;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Removes duplicates over all shards of a step, in four kinds of work that are kept each for itself: the signatures of a
 * shard; the pairs of duplicates in one part of the band keys of all shards; the clusters that these pairs make; and the
 * selection of a shard. Memory is bounded by a setting, whatever the number of samples. What stays does not depend on how the
 * samples were cut into shards, on the order of the shards, or on the number of parts.
 */
public final class DedupStep {
    private static final String FORMAT = ":3";
    /** For callers without settings of their own. */
    static final long MEMORY_BYTES = 256L << 20;

    private final ShardStore store;
    private final SortSpace space;
    private final DedupObjects objects;

    /** A step for callers without settings of their own: 256 MiB, and the system's folder for temporary files. */
    public DedupStep(ShardStore store) {
        this(store, SortSpace.temporary(MEMORY_BYTES));
    }

    /**
     * A step.
     *
     * @param space where pairs and clusters are sorted
     */
    public DedupStep(ShardStore store, SortSpace space) {
        this.store = store;
        this.space = space;
        this.objects = new DedupObjects(store.contents(), space.folder());
    }

    /** Names the signatures of one shard. */
    public static Digest signKey(Digest input, OperatorSpec operator, Map<String, Digest> models) {
        return key("sign", List.of(input), operator, models);
    }

    /**
     * The signatures of all shards that are compared.
     *
     * @param keys of the signatures, in order
     * @param firstNew shards before this one were compared with each other earlier
     */
    public record Signed(List<Digest> keys, int firstNew) {
        public Signed {
            keys = List.copyOf(keys);
        }
    }

    /** Names the pairs of duplicates in one part of the band keys. */
    public static Digest bucketKey(
            Signed signed, OperatorSpec operator, Map<String, Digest> models, int part, int parts) {
        return key("bucket:" + part + "/" + parts + "/" + signed.firstNew(), signed.keys(), operator, models);
    }

    /** Names the clusters of all shards. */
    public static Digest clusterKey(List<Digest> inputs, OperatorSpec operator, Map<String, Digest> models) {
        return key("cluster", inputs, operator, models);
    }

    /** Names the view of one shard without its duplicates; the clusters' key stands for parameters and models. */
    public static Digest selectKey(Digest clusterKey, int index, Digest input, OperatorSpec operator) {
        return key("select:" + index, List.of(clusterKey, input), operator, Map.of());
    }

    static Digest key(
            String work, List<Digest> inputs, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.DEDUPLICATE, work + FORMAT, inputs, List.of(operator), models);
    }

    /** Signs the live samples of one shard; does nothing where that is done already. Returns {@code key}. */
    public Digest sign(Digest key, ShardView input, Deduplicator operator, Progress progress) {
        if (objects.isSigned(key)) {
            return key;
        }
        MeasuredBefore measured = new MeasuredBefore(store, input);
        Signing signing = new Signing(operator);
        long[] done = {0};
        store.live(input, (row, sample) -> {
            signing.add(row, new SampleView(sample, feature -> measured.number(feature, row)));
            progress.done(++done[0]);
        });
        objects.publish(key, signing.finish());
        return key;
    }

    /** In how many parts the pairs of duplicates are looked for, so that each fits into memory. */
    public int parts(Signed signed, Similarity operator) {
        return operator instanceof SetDeduplicator
                ? Partition.countWithEvidence(signatures(signed), space.memoryBytes())
                : Partition.count(signatures(signed), space.memoryBytes());
    }

    /**
     * Finds the pairs of duplicates in one part of the band keys; does nothing where that is done already. Returns {@code key}.
     */
    public Digest bucket(Digest key, Signed signed, int part, int parts, Similarity operator, Progress progress) {
        if (objects.isBucketed(key)) {
            return key;
        }
        try (RecordSorter edges = Clustering.edges(space)) {
            BucketStatistics statistics = Clustering.bucket(
                    signatures(signed), new Partition(part, parts), operator, space, edges, progress::done);
            objects.publish(key, edges, statistics);
        }
        return key;
    }

    /**
     * Clusters the samples of all shards; does nothing where that is done already. Returns {@code key}.
     *
     * @param bucketKeys keys of the pairs of duplicates of all parts, those that were found earlier included
     */
    public Digest cluster(
            Digest key, Signed signed, List<Digest> bucketKeys, Similarity operator, Progress progress) {
        if (objects.isClustered(key)) {
            return key;
        }
        BucketStatistics statistics = BucketStatistics.NONE;
        try (RecordSorter edges = Clustering.edges(space)) {
            for (Digest bucketKey : bucketKeys) {
                BucketResult bucket = objects.bucket(bucketKey);
                statistics = statistics.plus(bucket.statistics());
                objects.readEdges(bucket, edges);
                progress.done(edges.added());
            }
            Clustering.Origin origin =
                    new Clustering.Origin(objects.putKeys(signed.keys()), objects.putKeys(bucketKeys), statistics);
            objects.publish(
                    key,
                    Clustering.cluster(
                            signatures(signed),
                            edges,
                            origin,
                            operator,
                            space,
                            objects::putMembers,
                            progress::done));
        }
        return key;
    }

    /** All parts of the pairs of duplicates, one after the other; returns their keys. */
    public List<Digest> buckets(
            Signed signed,
            OperatorSpec spec,
            Map<String, Digest> models,
            Similarity operator,
            Progress progress) {
        int parts = parts(signed, operator);
        return IntStream.range(0, parts)
                .mapToObj(part -> bucket(
                        bucketKey(signed, spec, models, part, parts), signed, part, parts, operator, progress))
                .toList();
    }

    private Signatures signatures(Signed signed) {
        return objects.signatures(signed.keys(), signed.firstNew());
    }

    /**
     * The position of a shard among all that were clustered: those of the step are the last.
     *
     * @param index among those of the step
     * @param shards of the step
     */
    public int position(Digest clusterKey, int index, int shards) {
        return clusters(clusterKey).shards() - shards + index;
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
        Digest clusters = objects.clusters(clusterKey).clusters();
        DedupSelection selected = new DedupSelection(spec.label(), store.alive(input), input.rows());
        selected.apply(objects.members(clusters, index));
        progress.done(selected.counts().in());
        return store.finish(selected.view(key, input, spec, clusters, store));
    }

    /**
     * What clustering found.
     *
     * @throws TandemException {@code NOT_FOUND} where it is not done yet
     */
    public ClusterSummary clusters(Digest clusterKey) {
        return summary(objects.clusters(clusterKey).clusters());
    }

    /** A summary by its own digest, as it stands in the layer of a shard. */
    public ClusterSummary summary(Digest clusters) {
        return objects.summary(clusters);
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
            long size,
            boolean keep,
            Optional<String> keptInstead,
            Optional<RowFailure> failure) {}

    /** The same for an operator that reads no measured values. */
    public static List<Membership> inMemory(DuplicateFinder operator, List<Sample> samples) {
        return inMemory(operator, samples, new double[operator.readings().size()][samples.size()]);
    }

    /**
     * For callers that hold samples in memory: the same result without a store, in the order of {@code samples}.
     *
     * @param numbers by reading of the operator and sample; NaN where there is none
     */
    public static List<Membership> inMemory(DuplicateFinder operator, List<Sample> samples, double[][] numbers) {
        Map<String, double[]> columns = new HashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            columns.put(operator.readings().get(i).column(), numbers[i]);
        }
        Numbers measured = row -> feature -> columns.get(feature)[row];
        return switch (operator) {
            case Deduplicator alone -> memberships(alone, samples, signed(alone, samples, measured));
            case SetDeduplicator set -> memberships(set, samples, FitStep.inMemory(set, samples, measured));
            default -> throw new IllegalStateException(operator + " is no kind of deduplicator");
        };
    }

    /** What was measured of samples, by their rows. */
    @FunctionalInterface
    interface Numbers {
        ToDoubleFunction<String> of(int row);
    }

    private static SignatureWriter.Written signed(Deduplicator operator, List<Sample> samples, Numbers measured) {
        Signing signing = new Signing(operator);
        for (int row = 0; row < samples.size(); row++) {
            signing.add(row, new SampleView(samples.get(row), measured.of(row)));
        }
        return signing.finish();
    }

    static SignatureReader reader(SignatureWriter.Written written) {
        return new SignatureReader(
                written.directory(),
                (offset, length) -> Arrays.copyOfRange(written.bytes(), (int) offset, (int) offset + length));
    }

    static Signatures signatures(SignatureReader only) {
        return new Signatures(1, unused -> only);
    }

    private static List<Membership> memberships(
            Similarity operator, List<Sample> samples, SignatureWriter.Written written) {
        Map<Digest, byte[]> members = new HashMap<>();
        SortSpace space = SortSpace.temporary(MEMORY_BYTES);
        ClusterSummary summary = DirectDeduplication.find(operator, signatures(reader(written)), space, bytes -> {
            members.put(Digest.of(bytes), bytes);
            return Digest.of(bytes);
        });
        return memberships(
                samples,
                ClusterMembers.decode(members.get(summary.parts().getFirst().members())).shard(0));
    }

    private static List<Membership> memberships(List<Sample> samples, ClusterMembers.Shard found) {
        List<Membership> memberships = new ArrayList<>();
        for (int row = 0; row < samples.size(); row++) {
            memberships.add(new Membership(
                    row, samples.get(row).id().hex(), 1, true, Optional.empty(), Optional.empty()));
        }
        for (ClusterMembers.Member member : found.members()) {
            memberships.set(member.row(), new Membership(
                    member.row(),
                    member.cluster().hex(),
                    member.size(),
                    member.stays(),
                    member.stays() ? Optional.empty() : Optional.of(member.kept().hex()),
                    Optional.empty()));
        }
        for (SignatureReader.Failed failed : found.failed()) {
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
}
