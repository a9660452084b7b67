package dev.tandem.core.dedup;

import dev.tandem.core.dedup.ClusterMembers.Member;
import dev.tandem.core.dedup.ClusterSummary.Cluster;
import dev.tandem.core.dedup.ClusterSummary.Example;
import dev.tandem.core.dedup.ClusterSummary.Part;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Clusters the samples of all shards by the edges between them, and writes for each shard what becomes of its samples. Links
 * are transitive: the ends of a long chain of small changes fall into one cluster.
 */
public final class Clustering implements Keepers.Decided {
    /** Members of shards are written together up to this, at the borders of shards. */
    private static final int PART_BYTES = 4 << 20;

    private static final int LARGEST = 100;
    /** Of each of these, beside the one that is kept. */
    private static final int EXAMPLES = 5;
    private static final int ID_LONGS = 4;
    private static final Comparator<Cluster> BY_SIZE =
            Comparator.comparingLong(Cluster::size).reversed().thenComparing(Cluster::smallest);

    private final Signatures signatures;
    private final Function<byte[], Digest> store;
    private final List<Part> parts = new ArrayList<>();
    private final long[] similarities = new long[ClusterSummary.BINS];
    /** The smallest of the largest first. */
    private final PriorityQueue<Cluster> largest = new PriorityQueue<>(BY_SIZE.reversed());
    /** By the smallest id. */
    private final Map<Digest, List<Example>> examples = new HashMap<>();
    private final long[] sizes = new long[Long.SIZE];

    private ClusterMembers.Writer writer = new ClusterMembers.Writer();
    private int shard;
    private List<Member> members = new ArrayList<>();
    private long clusterCount;
    private long memberCount;
    private long merged;
    private boolean compared;
    private final DuplicateQuality.Counter quality;
    private final Signatures.NodeLookup nodes;
    private final long[] node = new long[ID_LONGS + SignatureWriter.PREFERENCE_LONGS];

    private Clustering(Signatures signatures, Similarity operator, Function<byte[], Digest> store) {
        this.signatures = signatures;
        this.store = store;
        this.nodes = signatures.nodes();
        this.quality = new DuplicateQuality.Counter(operator.intendedThreshold(), operator.verifies());
    }

    /**
     * Where edges are from.
     *
     * @param signatures digest of the list of the keys of all signatures
     * @param pairs digest of the list of the keys of the pairs
     * @param statistics of all buckets
     */
    public record Origin(Digest signatures, Digest pairs, BucketStatistics statistics) {}

    /**
     * Finds duplicates in one part of the keys.
     *
     * @param edges receives the pairs; from {@link #edges}
     */
    public static BucketStatistics bucket(
            Signatures signatures,
            Partition partition,
            Similarity operator,
            SortSpace space,
            RecordSorter edges,
            LongConsumer progress) {
        return operator instanceof SetDeduplicator ordered
                ? OrderedBucketing.run(signatures, partition, ordered, space, edges, progress)
                : Bucketing.run(signatures, partition, operator, space, edges, progress);
    }

    /**
     * Finds duplicates among the samples that have one of some keys.
     *
     * @param keys of each band, ascending
     * @param edges receives the pairs; from {@link #edges}
     */
    public static BucketStatistics buckets(
            Signatures signatures,
            List<long[]> keys,
            Similarity operator,
            SortSpace space,
            RecordSorter edges,
            LongConsumer progress) {
        return Bucketing.run(signatures, keys, operator, space, edges, progress);
    }

    /** What refers to a sample in a pair. */
    public static long reference(int shard, int row) {
        return Signatures.reference(shard, row);
    }

    /** A sorter of pairs of references, for a caller to give and to close. */
    public static RecordSorter edges(SortSpace space) {
        return Bucketing.edges(space);
    }

    /**
     * Clusters.
     *
     * @param edges pairs of duplicates, as buckets found them
     * @param origin of the edges
     * @param store stores {@link ClusterMembers}
     */
    public static ClusterSummary cluster(
            Signatures signatures,
            RecordSorter edges,
            Origin origin,
            Similarity operator,
            SortSpace space,
            Function<byte[], Digest> store,
            LongConsumer progress) {
        Clustering clustering = new Clustering(signatures, operator, store);
        Keepers.choose(
                members -> Components.find(edges::cursor, space, members, progress),
                signatures,
                operator,
                space,
                clustering,
                progress);
        return clustering.finish(origin, operator);
    }

    @Override
    public void cluster(long size, long[] ids) {
        clusterCount++;
        sizes[Long.SIZE - 1 - Long.numberOfLeadingZeros(size - 1)]++;
        Cluster cluster = new Cluster(digest(ids, 0), digest(ids, ID_LONGS), size, List.of());
        largest.add(cluster);
        examples.put(cluster.smallest(), new ArrayList<>());
        if (largest.size() > LARGEST) {
            examples.remove(largest.poll().smallest());
        }
    }

    @Override
    public void member(long reference, long size, boolean stays, double similarity, long[] ids) {
        while (shard < Signatures.shard(reference)) {
            endShard();
        }
        Digest cluster = digest(ids, 0);
        Digest kept = digest(ids, ID_LONGS);
        merged += stays ? 0 : 1;
        boolean hasSimilarity = !Double.isNaN(similarity);
        if (hasSimilarity) {
            compared = true;
            quality.add(similarity);
            similarities[Math.clamp((int) (similarity * ClusterSummary.BINS), 0, ClusterSummary.BINS - 1)]++;
        }
        OptionalDouble known = hasSimilarity ? OptionalDouble.of(similarity) : OptionalDouble.empty();
        members.add(new Member(Signatures.row(reference), cluster, size, kept, stays, known));
        memberCount++;
        List<Example> shown = examples.get(cluster);
        if (shown != null && shown.stream().filter(example -> example.stays() == stays).count() < (stays ? 1 : EXAMPLES)) {
            nodes.copy(reference, node, 0);
            shown.add(new Example(shard, Signatures.row(reference), stays, known, Optional.of(digest(node, 0))));
        }
    }

    @Override
    public void sampled(double similarity) {
        quality.add(similarity);
    }

    private void endShard() {
        writer.add(new ClusterMembers.Shard(members, signatures.shard().apply(shard).failed()));
        members = new ArrayList<>();
        shard++;
        if (writer.size() >= PART_BYTES) {
            endPart();
        }
    }

    private void endPart() {
        parts.add(new Part(shard - writer.shards(), writer.shards(), store.apply(writer.bytes())));
        writer = new ClusterMembers.Writer();
    }

    private ClusterSummary finish(Origin origin, Similarity operator) {
        while (shard < signatures.shards()) {
            endShard();
        }
        if (writer.shards() > 0) {
            endPart();
        }
        List<Cluster> ordered = largest.stream()
                .sorted(BY_SIZE)
                .map(cluster -> new Cluster(
                        cluster.smallest(), cluster.kept(), cluster.size(), examples.get(cluster.smallest())))
                .toList();
        int bins = Long.SIZE;
        while (bins > 0 && sizes[bins - 1] == 0) {
            bins--;
        }
        return new ClusterSummary(
                ClusterSummary.FORMAT,
                signatures.shards(),
                origin.signatures(),
                origin.pairs(),
                parts,
                clusterCount,
                memberCount,
                merged,
                Arrays.stream(sizes, 0, bins).boxed().toList(),
                ordered,
                compared ? Arrays.stream(similarities).boxed().toList() : List.of(),
                origin.statistics(),
                quality.quality(operator::candidateProbability));
    }

    private static Digest digest(long[] ids, int at) {
        ByteBuffer bytes = ByteBuffer.allocate(ID_LONGS * Long.BYTES);
        for (int i = 0; i < ID_LONGS; i++) {
            bytes.putLong(ids[at + i]);
        }
        return new Digest(HexFormat.of().formatHex(bytes.array()));
    }
}
