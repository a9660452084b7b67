package dev.tandem.operators.model;

import dev.tandem.core.inference.RgbPixels;

/**
 * A rectangle of a picture, in pixels.
 *
 * @param right the first column behind it
 * @param bottom the first row behind it
 */
record PictureBox(int left, int top, int right, int bottom) {
    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }

    long area() {
        return (long) width() * height();
    }

    /** The pixels in it. */
    RgbPixels cut(RgbPixels picture) {
        byte[] cut = new byte[3 * width() * height()];
        for (int y = 0; y < height(); y++) {
            System.arraycopy(picture.rgb(), 3 * ((top + y) * picture.width() + left), cut, 3 * y * width(), 3 * width());
        }
        return new RgbPixels(width(), height(), cut);
    }
}
