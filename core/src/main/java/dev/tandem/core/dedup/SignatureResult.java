package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of a shard's signatures.
 *
 * @param signatures digest of the {@link SignatureBlock}
 * @param samples samples with a signature; the others have nothing to compare, or failed
 */
public record SignatureResult(int format, Digest key, Digest signatures, long samples) {
    public static final int FORMAT = 1;
}
