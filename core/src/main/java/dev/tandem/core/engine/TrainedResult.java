package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import java.util.Map;

/**
 * What a step trained, as it stands at its key.
 *
 * @param network digest of the blob that samples are scored with
 * @param towers the versions of the models that were stored, by name
 * @param bases digests of the models that they stand on, by name
 * @param seeds pairs that it was trained on
 * @param skipped samples that were chosen and could not be looked at
 */
public record TrainedResult(
        int format, Digest key, Digest network, Map<String, Digest> towers, Map<String, Digest> bases, int seeds, long skipped) {
    public static final int FORMAT = 1;
}
