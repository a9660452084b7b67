package dev.tandem.operators.image;

import dev.tandem.operators.image.codec.DecodedImage;

/**
 * The grey values of a picture, for measures whose time is to be bounded: of large ones, means of squares of so many pixels
 * that neither side is longer than {@value #LONGEST}.
 *
 * @param values row by row; not to be changed
 */
record GreyPlane(int width, int height, byte[] values) {
    private static final int LONGEST = 1024;

    static GreyPlane of(DecodedImage image) {
        int width = image.width();
        int height = image.height();
        int step = (Math.max(width, height) + LONGEST - 1) / LONGEST;
        return step == 1 || Math.min(width, height) < step
                ? new GreyPlane(width, height, image.luma())
                : reduced(image.luma(), width, width / step, height / step, step);
    }

    /** What does not fill a square at the right and at the bottom is left out. */
    private static GreyPlane reduced(byte[] luma, int stride, int width, int height, int step) {
        byte[] values = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int sum = 0;
                for (int row = y * step; row < (y + 1) * step; row++) {
                    for (int i = row * stride + x * step; i < row * stride + (x + 1) * step; i++) {
                        sum += luma[i] & 0xff;
                    }
                }
                values[y * width + x] = (byte) ((sum + step * step / 2) / (step * step));
            }
        }
        return new GreyPlane(width, height, values);
    }

    int at(int x, int y) {
        return values[y * width + x] & 0xff;
    }
}
