package dev.tandem.core.inference;

import java.time.Duration;

/**
 * A time that doubles with each failure in a row, up to a limit.
 *
 * @param first after one failure; more than zero
 * @param longest never longer than this; at least {@code first}
 */
public record Growth(Duration first, Duration longest) {
    /** Doubling further than this is past every limit. */
    private static final int MOST_DOUBLINGS = 30;

    public Growth {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("Expected 0 < first <= longest, found " + first + " and " + longest);
        }
    }

    /** @param failures in a row, at least 1 */
    Duration after(int failures) {
        Duration grown = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    /**
     * A random part of that time (full jitter), so that callers that failed together do not come back together.
     *
     * @param random at least 0, less than 1
     */
    Duration jittered(int failures, double random) {
        return Duration.ofNanos((long) (after(failures).toNanos() * random));
    }
}
