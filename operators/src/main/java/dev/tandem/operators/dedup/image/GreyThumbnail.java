package dev.tandem.operators.dedup.image;

import dev.tandem.core.image.PlaneResampler;
import dev.tandem.core.image.PlaneResampler.RowSink;
import dev.tandem.operators.image.codec.Luma;
import dev.tandem.operators.image.codec.Pixels;

/** A picture as few grey values from 0 to 255 (ITU-R BT.601 luma, transparency ignored), as its pixels are stored. */
public final class GreyThumbnail {
    private GreyThumbnail() {}

    /** {@code height} rows of {@code width} values: made grey, then small. */
    public static int[][] of(Pixels image, int width, int height) {
        int[][] thumbnail = new int[height][];
        resize(image, width, height, (y, row) -> thumbnail[y] = row);
        return thumbnail;
    }

    /** The rows of {@link #of}, from the top, of which none is held. */
    static void resize(Pixels image, int width, int height, RowSink out) {
        PlaneResampler.resize(image.width(), image.height(), (y, row) -> Luma.PILLOW.row(image, y, row), width, height, out);
    }

    /** Made small in colours, then grey: now and then a value differs by one from that of {@link #of}. */
    static int[][] ofColours(Pixels image, int width, int height) {
        if (image.isGrey()) {
            return of(image, width, height);
        }
        int[][][] channels = new int[3][height][];
        for (int i = 0; i < channels.length; i++) {
            int channel = i;
            PlaneResampler.resize(image.width(), image.height(), (y, row) -> channel(image, y, channel, row), width, height,
                    (y, row) -> channels[channel][y] = row);
        }
        int[][] thumbnail = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                thumbnail[y][x] = grey(channels[0][y][x], channels[1][y][x], channels[2][y][x]);
            }
        }
        return thumbnail;
    }

    private static void channel(Pixels image, int y, int channel, int[] row) {
        byte[] samples = image.samples();
        int at = y * row.length * image.channels() + channel;
        for (int x = 0; x < row.length; x++, at += image.channels()) {
            row[x] = samples[at] & 0xff;
        }
    }

    /** 0.299, 0.587 and 0.114 in units of 2^-16, rounded: Pillow's grey, which differs from OpenCV's by one now and then. */
    private static int grey(int red, int green, int blue) {
        return 19595 * red + 38470 * green + 7471 * blue + 0x8000 >> 16;
    }
}
