package dev.tandem.core.store;

import java.time.Duration;
import java.time.Instant;

/**
 * What the store knows of an object without reading it.
 *
 * @param size in bytes
 * @param modified when it was written or renewed last, by the store's clock; some stores tell whole seconds only
 */
public record ObjectInfo(ObjectKey key, long size, Instant modified) {

    /** Whether it was written or renewed more than {@code age} before {@code now}. */
    public boolean isOlderThan(Duration age, Instant now) {
        return modified.isBefore(now.minus(age));
    }
}
