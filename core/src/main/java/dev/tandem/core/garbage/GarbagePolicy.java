package dev.tandem.core.garbage;

import java.time.Duration;

/**
 * What a collection takes for garbage.
 *
 * @param grace objects that were written, or used again, within this time stay whatever reaches them
 * @param keepRuns runs that ended within this time keep all that they made; scores of models stay that long after their last use
 * @param delete whether garbage is deleted; otherwise it is only counted
 * @param markBytes memory for what is reachable: see {@link DigestMarks}
 */
public record GarbagePolicy(Duration grace, Duration keepRuns, boolean delete, long markBytes) {
    /** A shorter time of grace would not protect what a running job uses again. */
    public static final Duration SHORTEST_GRACE = Duration.ofHours(1);

    public static final Duration DEFAULT_GRACE = Duration.ofHours(24);
    public static final Duration DEFAULT_KEEP_RUNS = Duration.ofDays(30);
    public static final long DEFAULT_MARK_BYTES = 64L << 20;
}
