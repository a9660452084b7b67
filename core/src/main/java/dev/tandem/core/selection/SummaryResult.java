package dev.tandem.core.selection;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of a shard's summary.
 *
 * @param summary digest of the sorted keys
 * @param keys that were counted
 */
public record SummaryResult(int format, Digest key, Digest summary, long keys) {
    public static final int FORMAT = 1;
}
