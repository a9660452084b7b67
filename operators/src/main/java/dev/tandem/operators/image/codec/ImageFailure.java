package dev.tandem.operators.image.codec;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;

/** Why an image cannot be had. */
final class ImageFailure {
    private ImageFailure() {}

    static SampleFailedException broken(String problem) {
        return new SampleFailedException(ErrorCode.BROKEN_MEDIA, problem);
    }

    static SampleFailedException limit(String problem) {
        return new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image " + problem);
    }
}
