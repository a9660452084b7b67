package dev.tandem.core.inference;

/**
 * The pixels of a picture, row by row from the top left.
 *
 * @param rgb red, green and blue of each, 0 to 255; not to be changed
 */
public record RgbPixels(int width, int height, byte[] rgb) {
    static final int CHANNELS = 3;

    public RgbPixels {
        if (width <= 0 || height <= 0 || rgb.length != (long) CHANNELS * width * height) {
            throw new IllegalArgumentException(
                    "Expected three bytes for each of " + width + " times " + height + " pixels, found " + rgb.length);
        }
    }

    /** One channel of a row from a column on, 0 to 255. */
    void row(int from, int y, int channel, int[] row) {
        for (int x = 0, at = (y * width + from) * CHANNELS + channel; x < row.length; x++, at += CHANNELS) {
            row[x] = rgb[at] & 0xff;
        }
    }

    /** The grey of the same as Pillow has it: ITU-R BT.601 in units of 2^-16. */
    void greyRow(int from, int y, int[] row) {
        for (int x = 0, at = (y * width + from) * CHANNELS; x < row.length; x++, at += CHANNELS) {
            row[x] = 19595 * (rgb[at] & 0xff) + 38470 * (rgb[at + 1] & 0xff) + 7471 * (rgb[at + 2] & 0xff) + 0x8000 >> 16;
        }
    }
}
