package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of the clusters of a step.
 *
 * @param clusters digest of the {@link Clusters}
 * @param shards number of shards that were clustered together
 * @param pairs pairs of samples whose similarity was computed to find duplicates
 * @param merged samples that do not stay
 */
public record ClusterResult(int format, Digest key, Digest clusters, int shards, long pairs, long merged) {
    public static final int FORMAT = 1;
}
