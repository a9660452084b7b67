package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;

/**
 * The value at the key of a shard's signatures.
 *
 * @param signatures digest of the file that a {@link SignatureWriter} made
 * @param directory its {@link SignatureDirectory}, encoded
 * @param samples samples with a signature; the others have nothing to compare, or failed
 */
public record SignatureResult(int format, Digest key, Digest signatures, byte[] directory, long samples) {
    public static final int FORMAT = 3;
}
