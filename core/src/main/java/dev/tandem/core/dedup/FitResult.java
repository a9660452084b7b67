package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of what was fitted to some of the samples of all shards.
 *
 * @param fitted digest of it, which stands among the signatures
 * @param samples that it was fitted to
 */
public record FitResult(int format, Digest key, Digest fitted, long samples) {
    public static final int FORMAT = 1;
}
