package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.ImageHeader;
import dev.tandem.operators.image.codec.Pixels;

/** What tests look for in files that were written. */
final class Decoded {
    private Decoded() {}

    static Pixels pixels(byte[] file) throws SampleFailedException {
        return ImageDecoder.decode(MediaContent.of(file), MediaLimits.DEFAULT).pixels();
    }

    static ImageHeader header(byte[] file) throws SampleFailedException {
        return ImageDecoder.decode(MediaContent.of(file), MediaLimits.DEFAULT).header();
    }

    /** The colour of a pixel, without transparency. */
    static int rgb(Pixels pixels, int x, int y) {
        int at = y * pixels.width() + x;
        return pixels.red(at) << 16 | pixels.green(at) << 8 | pixels.blue(at);
    }
}
