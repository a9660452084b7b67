package dev.tandem.operators.image.codec;

import dev.tandem.operators.image.codec.jpeg.JpegSamples;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Grey made of red, green and blue by ITU-R BT.601, as others round it; transparency is ignored. */
public enum Luma {
    /** In units of 2^-15. */
    OPENCV(9798, 19235, 3735, 15),
    /** In units of 2^-16; one more or less than OpenCV's now and then. */
    PILLOW(19595, 38470, 7471, 16);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final JpegSamples.Weights weights;

    /** The weights are one in all: of three times the same grey it is the grey itself. */
    Luma(int red, int green, int blue, int shift) {
        weights = new JpegSamples.Weights(red, green, blue, shift);
    }

    /** The grey of each pixel of a row, 0 to 255. */
    public void row(Pixels pixels, int y, int[] grey) {
        int first = y * pixels.width();
        if (pixels.channels() == 1) {
            widen(pixels.samples(), first, grey);
            return;
        }
        if (pixels.isGrey()) {
            for (int x = 0; x < grey.length; x++) {
                grey[x] = pixels.red(first + x);
            }
            return;
        }
        // A pixel of three bytes is read with the next one's first, which the last pixel of all does not have.
        int last = grey.length - 1;
        pack(pixels.samples(), first * pixels.channels(), pixels.channels(), grey, last);
        grey[last] = pixels.red(first + last) | pixels.green(first + last) << 8 | pixels.blue(first + last) << 16;
        weigh(grey, weights.red(), weights.green(), weights.blue(), weights.shift());
    }

    /** The grey of each pixel, row by row; the very same samples where they are grey alone. */
    byte[] of(Pixels pixels) {
        if (pixels.channels() == 1) {
            return pixels.samples();
        }
        byte[] luma = new byte[pixels.count()];
        int[] row = new int[pixels.width()];
        for (int y = 0; y < pixels.height(); y++) {
            row(pixels, y, row);
            narrow(row, luma, y * row.length);
        }
        return luma;
    }

    JpegSamples.Weights weights() {
        return weights;
    }

    private static void widen(byte[] samples, int from, int[] values) {
        for (int x = 0; x < values.length; x++) {
            values[x] = samples[from + x] & 0xff;
        }
    }

    private static void narrow(int[] row, byte[] values, int from) {
        for (int x = 0; x < row.length; x++) {
            values[from + x] = (byte) row[x];
        }
    }

    private static void pack(byte[] samples, int from, int channels, int[] packed, int count) {
        for (int x = 0, at = from; x < count; x++, at += channels) {
            packed[x] = (int) INT.get(samples, at);
        }
    }

    private static void weigh(int[] row, int red, int green, int blue, int shift) {
        int half = 1 << shift - 1;
        for (int x = 0; x < row.length; x++) {
            // One shift after the other: HotSpot does not tell apart two of the same number.
            int upper = row[x] >> 8;
            int uppest = upper >> 8;
            row[x] = red * (row[x] & 0xff) + green * (upper & 0xff) + blue * (uppest & 0xff) + half >> shift;
        }
    }
}
