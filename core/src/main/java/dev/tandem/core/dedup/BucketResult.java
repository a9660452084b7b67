package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of one part of the buckets of a step.
 *
 * @param edges digest of the pairs of duplicates that were found: two references of eight bytes for each, in order
 */
public record BucketResult(int format, Digest key, Digest edges, BucketStatistics statistics) {
    public static final int FORMAT = 1;
}
