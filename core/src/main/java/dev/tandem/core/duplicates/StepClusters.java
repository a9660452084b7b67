package dev.tandem.core.duplicates;

import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.DuplicateQuality;
import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The clusters of duplicates that a step found.
 *
 * @param operator label of the deduplicator
 * @param samples that were compared
 * @param clusters clusters of two samples or more
 * @param members samples in these
 * @param merged members that did not stay
 * @param sizes how many clusters have 2 samples, 3 to 4, 5 to 8, and so on
 * @param similarities of the members that did not stay, to the one that was kept: how many in each twentieth from 0 to 1; empty
 *     where sharing a key was enough
 * @param quality precision and recall; empty where nothing was found, or similarities cannot be told
 * @param largest the largest clusters, the largest first
 * @param spans what a step found that cuts repeated spans out of samples, and has no clusters; empty for others
 */
public record StepClusters(
        String stage,
        String operator,
        long samples,
        long clusters,
        long members,
        long merged,
        List<Long> sizes,
        List<Long> similarities,
        BucketStatistics buckets,
        Optional<DuplicateQuality> quality,
        List<Cluster> largest,
        Optional<Spans> spans) {

    /**
     * A cluster.
     *
     * @param smallest id that names it: the smallest of its samples
     * @param kept id of the sample that stayed; the first of several
     * @param size number of samples
     * @param examples some of them; the one that stayed comes first
     */
    public record Cluster(Digest smallest, Digest kept, long size, List<Member> examples) {}

    /**
     * A sample of a cluster.
     *
     * @param similarity to the one that stayed, where it was computed
     * @param source empty for one that is known no longer
     * @param text its beginning
     * @param earlier where the sample is from, for one that the run was only compared with
     */
    public record Member(
            Digest sample, String source, boolean stays, OptionalDouble similarity, String text, Optional<Earlier> earlier) {}

    /**
     * An earlier run that added a sample to the index.
     *
     * @param dataset name of the data set that it published; empty where that is not known
     */
    public record Earlier(String dataset, String run) {}

    /**
     * Repeated spans.
     *
     * @param samples that have some
     * @param dropped samples that did not stay
     * @param reported whether spans were only looked for, and not cut out
     * @param most samples of which the largest share is repeated, the largest share first
     */
    public record Spans(long samples, long dropped, boolean reported, List<Repeating> most) {}

    /**
     * A sample with repeated spans.
     *
     * @param ratio share of its characters in these
     * @param text its beginning, as it was before
     */
    public record Repeating(Digest sample, String source, double ratio, boolean stays, String text) {}
}
