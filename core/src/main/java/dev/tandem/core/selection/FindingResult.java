package dev.tandem.core.selection;

import dev.tandem.core.model.Digest;
import java.util.Optional;

/**
 * The value at the key of what all summaries say together.
 *
 * @param finding digest of what the selector concluded
 * @param table digest of the keys that it looks up; empty where there are none
 * @param keys that were counted, of all shards
 */
public record FindingResult(int format, Digest key, Digest finding, Optional<Digest> table, long keys) {
    public static final int FORMAT = 1;
}
