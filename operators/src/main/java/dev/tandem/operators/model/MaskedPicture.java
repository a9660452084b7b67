package dev.tandem.operators.model;

import dev.tandem.core.inference.RgbPixels;
import java.util.List;

/** A picture whose text is painted over. */
final class MaskedPicture {
    private static final int CHANNELS = 3;

    private MaskedPicture() {}

    /** Each rectangle in the mean colour of the pixels just around it; the picture itself where there is none. */
    static RgbPixels of(RgbPixels picture, List<PictureBox> boxes) {
        if (boxes.isEmpty()) {
            return picture;
        }
        byte[] rgb = picture.rgb().clone();
        for (PictureBox box : boxes) {
            byte[] colour = around(picture, box);
            for (int y = box.top(); y < box.bottom(); y++) {
                for (int x = box.left(); x < box.right(); x++) {
                    System.arraycopy(colour, 0, rgb, CHANNELS * (y * picture.width() + x), CHANNELS);
                }
            }
        }
        return new RgbPixels(picture.width(), picture.height(), rgb);
    }

    /** Of the frame of one pixel around the rectangle; of its own edge where it fills the picture. */
    private static byte[] around(RgbPixels picture, PictureBox box) {
        long[] sums = new long[CHANNELS];
        int left = Math.max(0, box.left() - 1);
        int right = Math.min(picture.width(), box.right() + 1) - 1;
        int top = Math.max(0, box.top() - 1);
        int bottom = Math.min(picture.height(), box.bottom() + 1) - 1;
        int count = 0;
        for (int x = left; x <= right; x++) {
            add(picture, x, top, sums);
            add(picture, x, bottom, sums);
            count += 2;
        }
        for (int y = top + 1; y < bottom; y++) {
            add(picture, left, y, sums);
            add(picture, right, y, sums);
            count += 2;
        }
        byte[] colour = new byte[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            colour[channel] = (byte) ((sums[channel] + count / 2) / count);
        }
        return colour;
    }

    private static void add(RgbPixels picture, int x, int y, long[] sums) {
        int at = CHANNELS * (y * picture.width() + x);
        for (int channel = 0; channel < CHANNELS; channel++) {
            sums[channel] += picture.rgb()[at + channel] & 0xff;
        }
    }
}
