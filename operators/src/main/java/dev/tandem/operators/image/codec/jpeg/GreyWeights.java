package dev.tandem.operators.image.codec.jpeg;

import java.util.Arrays;

/** Grey of colours, by loops that become vector instructions. */
final class GreyWeights {
    private GreyWeights() {}

    /** The grey of four pixels in one number. */
    static void weigh(int[][] colours, int first, JpegSamples.Weights weights, int[] grey) {
        Arrays.fill(grey, 0);
        for (int i = 0; i < 4; i++) {
            weigh(colours[first + i], weights.red(), weights.green(), weights.blue(), weights.shift(), grey, 8 * i);
        }
    }

    private static void weigh(int[] colours, int red, int green, int blue, int shift, int[] grey, int place) {
        int half = 1 << shift - 1;
        for (int i = 0; i < grey.length; i++) {
            // One shift after the other: HotSpot does not tell apart two of the same number.
            int upper = colours[i] >> 8;
            int uppest = upper >> 8;
            grey[i] |= (red * (colours[i] & 0xff) + green * (upper & 0xff) + blue * uppest + half >> shift) << place;
        }
    }
}
