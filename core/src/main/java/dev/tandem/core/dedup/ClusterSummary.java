package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found among the samples of all shards of a step, and where the members of each shard stand.
 *
 * @param clusters clusters of two samples or more
 * @param members samples in these
 * @param merged members that do not stay
 * @param sizes how many clusters have 2 samples, 3 to 4, 5 to 8, and so on
 * @param signatures digest of the list of the keys of all signatures that were compared
 * @param pairs digest of the list of the keys of the pairs of duplicates among them
 * @param largest the largest clusters, the largest first
 * @param similarities of the members that do not stay, to the one that is kept: how many in each twentieth from 0 to 1;
 *     empty where similarities were not computed
 * @param quality precision and recall; empty where nothing was found, or similarities cannot be told
 */
public record ClusterSummary(
        int format,
        int shards,
        Digest signatures,
        Digest pairs,
        List<Part> parts,
        long clusters,
        long members,
        long merged,
        List<Long> sizes,
        List<Cluster> largest,
        List<Long> similarities,
        BucketStatistics buckets,
        Optional<DuplicateQuality> quality) {
    public static final int FORMAT = 1;

    public ClusterSummary {
        // What was stored before quality was told has none.
        quality = quality == null ? Optional.empty() : quality;
    }

    /** Bins of {@link #similarities}. */
    public static final int BINS = 20;

    /**
     * Shards whose members stand in one object.
     *
     * @param first index of the first of them
     * @param members digest of their {@link ClusterMembers}
     */
    public record Part(int first, int shards, Digest members) {}

    /**
     * A cluster.
     *
     * @param smallest id that names the cluster: the smallest of its samples
     * @param kept id of the sample that stays; the first of several
     * @param size number of samples
     * @param examples some of the samples, those that stay among them
     */
    public record Cluster(Digest smallest, Digest kept, long size, List<Example> examples) {
        public Cluster {
            examples = List.copyOf(examples);
        }

        /** The examples, with the one that stays before the others. */
        public List<Example> staysFirst() {
            return examples.stream().sorted(Comparator.comparing(example -> !example.stays())).toList();
        }

        private Cluster from(int first) {
            return new Cluster(
                    smallest,
                    kept,
                    size,
                    examples.stream()
                            .filter(example -> example.shard() >= first)
                            .map(example -> example.from(first))
                            .toList());
        }
    }

    /**
     * A sample of a cluster.
     *
     * @param similarity to the kept sample, where it was computed
     * @param sample its id; none in what was stored before ids were
     */
    public record Example(int shard, int row, boolean stays, OptionalDouble similarity, Optional<Digest> sample) {
        public Example {
            sample = sample == null ? Optional.empty() : sample;
        }

        /** The same with shards counted from this one. */
        public Example from(int first) {
            return new Example(shard - first, row, stays, similarity, sample);
        }
    }

    /** The same for a reader who knows the last shards only: examples of others are left out, and shards counted from these. */
    public ClusterSummary ofLast(int known) {
        int first = shards - known;
        return first == 0
                ? this
                : new ClusterSummary(
                        format,
                        shards,
                        signatures,
                        pairs,
                        parts,
                        clusters,
                        members,
                        merged,
                        sizes,
                        largest.stream().map(cluster -> cluster.from(first)).toList(),
                        similarities,
                        buckets,
                        quality);
    }

    /** What a place of {@link #sizes} counts, to be read: 2, 3 to 4, 5 to 8, and so on. */
    public static String sizesOf(int place) {
        long to = 1L << place + 1;
        return place == 0 ? "" + to : (1L << place) + 1 + " to " + to;
    }

    /** The part that has a shard. */
    public Part part(int shard) {
        return parts.stream()
                .filter(part -> shard >= part.first() && shard < part.first() + part.shards())
                .findFirst()
                .orElseThrow(() -> new IndexOutOfBoundsException(
                        "There are clusters of " + shards + " shards; asked for " + shard));
    }
}
