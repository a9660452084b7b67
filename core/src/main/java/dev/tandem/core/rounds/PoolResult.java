package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;

/**
 * The pairs that all rounds of data and model work on, with what base models say of them.
 *
 * @param key of what made it
 * @param pool digest of the blob that holds it
 * @param kept pairs that the recipe left in
 * @param skipped samples without picture or text, or with one that cannot be read
 * @param leftOut pairs that found no room
 */
public record PoolResult(int format, Digest key, Digest pool, int pairs, int kept, long skipped, long leftOut) {
    public static final int FORMAT = 1;
}
