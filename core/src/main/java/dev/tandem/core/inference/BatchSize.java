package dev.tandem.core.inference;

import java.time.Duration;

/**
 * How many rows go into a request: some more after each full one that was answered within the target, half after one
 * that took longer or that the server did not manage. Scores do not depend on it. Thread-safe.
 */
final class BatchSize {
    private static final int STEPS = 8;

    private final int limit;
    private final long targetNanos;
    private int size;

    /** @param target zero for batches that are always as large as allowed */
    BatchSize(int limit, Duration target) {
        this.limit = limit;
        this.targetNanos = target.toNanos();
        this.size = targetNanos == 0 ? limit : Math.max(1, limit / 4);
    }

    synchronized int size() {
        return size;
    }

    /** A batch of {@code rows} was answered. */
    synchronized void answered(int rows, long nanos) {
        if (targetNanos == 0) {
            return;
        }
        if (nanos > targetNanos) {
            tooMany(rows);
        } else if (rows >= size) {
            size = Math.min(limit, size + Math.max(1, limit / STEPS));
        }
    }

    /**
     * A batch of {@code rows} was more than the server manages. Half of that batch is taken, not half of the present
     * size: several that were sent together fail together, and are one reason, not many.
     */
    synchronized void tooMany(int rows) {
        size = Math.max(1, Math.min(size, rows / 2));
    }
}
