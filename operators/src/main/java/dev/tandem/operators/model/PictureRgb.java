package dev.tandem.operators.model;

import dev.tandem.core.inference.RgbPixels;
import dev.tandem.operators.image.codec.Pixels;

/** Decoded pictures as models read them: red, green and blue, without transparency, as Pillow's {@code convert("RGB")}. */
final class PictureRgb {
    private static final int CHANNELS = 3;

    private PictureRgb() {}

    static RgbPixels of(Pixels pixels) {
        if (pixels.channels() == CHANNELS) {
            return new RgbPixels(pixels.width(), pixels.height(), pixels.samples());
        }
        byte[] rgb = new byte[Math.multiplyExact(CHANNELS, pixels.count())];
        byte[] samples = pixels.samples();
        int step = pixels.channels();
        int green = pixels.isGrey() ? 0 : 1;
        int blue = pixels.isGrey() ? 0 : 2;
        for (int pixel = 0, from = 0, to = 0; pixel < pixels.count(); pixel++, from += step, to += CHANNELS) {
            rgb[to] = samples[from];
            rgb[to + 1] = samples[from + green];
            rgb[to + 2] = samples[from + blue];
        }
        return new RgbPixels(pixels.width(), pixels.height(), rgb);
    }

    /** A picture seen in a mirror: left for right, top for bottom, or both. */
    static RgbPixels flipped(RgbPixels picture, boolean horizontally, boolean vertically) {
        if (!horizontally && !vertically) {
            return picture;
        }
        int width = picture.width();
        int height = picture.height();
        byte[] rgb = picture.rgb();
        byte[] flipped = new byte[rgb.length];
        for (int y = 0; y < height; y++) {
            int row = (vertically ? height - 1 - y : y) * width;
            for (int x = 0; x < width; x++) {
                int from = (row + (horizontally ? width - 1 - x : x)) * CHANNELS;
                System.arraycopy(rgb, from, flipped, (y * width + x) * CHANNELS, CHANNELS);
            }
        }
        return new RgbPixels(width, height, flipped);
    }
}
