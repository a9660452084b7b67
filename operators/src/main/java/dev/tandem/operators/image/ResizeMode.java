package dev.tandem.operators.image;

import dev.tandem.core.image.ResamplingWeights;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.Resampler;
import java.util.Arrays;

/** How a picture is brought to a size, as img2dataset has it. */
public enum ResizeMode {
    /** It stays as large as it is. */
    NO,
    /** The shorter side gets the size. */
    KEEP_RATIO,
    /** The longer side gets the size. */
    KEEP_RATIO_LARGEST,
    /** The shorter side gets the size, and the longer one is cut to it at both ends. */
    CENTER_CROP,
    /** The longer side gets the size, and white is put on both sides of the shorter one. */
    BORDER,
    /** Both sides get the size, whatever becomes of the shapes. */
    FIXED;

    private static final byte WHITE = (byte) 255;

    /** The side whose length counts when only larger pictures are resized. */
    int deciding(int width, int height) {
        return this == KEEP_RATIO || this == CENTER_CROP ? Math.min(width, height) : Math.max(width, height);
    }

    /** Pixels that the picture has in between, before it is cut or widened. */
    long pixels(int width, int height, int size) {
        return this == NO ? (long) width * height : (long) scaled(width, width, height, size) * scaled(height, width, height, size);
    }

    /** The picture at that size. */
    Pixels apply(Pixels source, int size) {
        if (this == NO) {
            return source;
        }
        int width = scaled(source.width(), source.width(), source.height(), size);
        int height = scaled(source.height(), source.width(), source.height(), size);
        Pixels scaled = width == source.width() && height == source.height()
                ? source
                : Resampler.resize(source, weights(source.width(), width), weights(source.height(), height));
        boolean square = scaled.width() == size && scaled.height() == size;
        return !square && (this == CENTER_CROP || this == BORDER) ? centered(scaled, size) : scaled;
    }

    /** Halves are rounded to the even number. */
    private int scaled(int side, int width, int height, int size) {
        return this == FIXED ? size : (int) Math.max(1, Math.rint((double) side * size / deciding(width, height)));
    }

    /** Shrinking takes means, widening Lanczos. */
    private static ResamplingWeights weights(int inputs, int outputs) {
        return outputs < inputs ? ResamplingWeights.area(inputs, outputs) : ResamplingWeights.lanczos(inputs, outputs);
    }

    /** A square out of the middle, or the picture in the middle of a white one. */
    private static Pixels centered(Pixels source, int size) {
        Pixels square = Pixels.empty(size, size, source.channels());
        Arrays.fill(square.samples(), WHITE);
        int channels = source.channels();
        int left = Math.floorDiv(size - source.width(), 2);
        int top = Math.floorDiv(size - source.height(), 2);
        int from = Math.max(0, -left);
        int count = Math.min(size, source.width());
        for (int y = Math.max(0, top); y < Math.min(size, top + source.height()); y++) {
            System.arraycopy(
                    source.samples(), ((y - top) * source.width() + from) * channels,
                    square.samples(), (y * size + Math.max(0, left)) * channels,
                    count * channels);
        }
        return square;
    }
}
