package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of the clusters of a step.
 *
 * @param clusters digest of the {@link ClusterSummary}
 */
public record ClusterResult(int format, Digest key, Digest clusters) {
    public static final int FORMAT = 2;
}
