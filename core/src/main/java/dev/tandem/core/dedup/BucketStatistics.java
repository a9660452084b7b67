package dev.tandem.core.dedup;

/**
 * What was seen when candidates were looked for in one part of the keys.
 *
 * @param entries band keys
 * @param buckets keys that two samples or more share
 * @param largest samples in the largest bucket
 * @param capped buckets so large that not all pairs of different samples were compared
 * @param pairs pairs of samples that were compared; one that meets in several bands can count as often
 * @param similar of these, the ones that are duplicates
 */
public record BucketStatistics(long entries, long buckets, long largest, long capped, long pairs, long similar) {
    public static final BucketStatistics NONE = new BucketStatistics(0, 0, 0, 0, 0, 0);

    public BucketStatistics plus(BucketStatistics other) {
        return new BucketStatistics(
                entries + other.entries,
                buckets + other.buckets,
                Math.max(largest, other.largest),
                capped + other.capped,
                pairs + other.pairs,
                similar + other.similar);
    }
}
