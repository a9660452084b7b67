package dev.tandem.operators.image.codec;

import java.awt.image.Raster;

/**
 * The components of a JPEG file as colours, with libjpeg's formulas: luma and chroma by ITU-R BT.601 in units of 2^-16. Inks
 * are stored upside down, as Adobe began to do and everybody does.
 */
final class JpegPixels {
    private static final int HALF = 1 << 15;
    private static final int[] RED_OF_CR = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int chroma = i - 128;
            RED_OF_CR[i] = 91881 * chroma + HALF >> 16;
            BLUE_OF_CB[i] = 116130 * chroma + HALF >> 16;
            GREEN_OF_CR[i] = -46802 * chroma;
            GREEN_OF_CB[i] = -22554 * chroma + HALF;
        }
    }

    private JpegPixels() {}

    static Pixels of(Raster raster, JpegFile.Encoding encoding) {
        Pixels pixels = new Pixels(
                raster.getWidth(), raster.getHeight(), raster.getNumBands(), RasterPixels.interleaved(raster, 8));
        return switch (encoding) {
            case GREY, RGB, LOSSLESS -> pixels;
            case YCC -> {
                colours(pixels);
                yield pixels;
            }
            case CMYK -> {
                invert(pixels, 4);
                yield Cmyk.toRgb(pixels);
            }
            case YCCK -> {
                // The colours are of inks that are upside down twice: they are inks as they should be.
                colours(pixels);
                invert(pixels, 1);
                yield Cmyk.toRgb(pixels);
            }
        };
    }

    private static void colours(Pixels pixels) {
        byte[] samples = pixels.samples();
        int channels = pixels.channels();
        for (int i = 0; i < samples.length; i += channels) {
            int luma = samples[i] & 0xff;
            int cb = samples[i + 1] & 0xff;
            int cr = samples[i + 2] & 0xff;
            samples[i] = clamped(luma + RED_OF_CR[cr]);
            samples[i + 1] = clamped(luma + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> 16));
            samples[i + 2] = clamped(luma + BLUE_OF_CB[cb]);
        }
    }

    /** Turns the last channels of each pixel upside down. */
    private static void invert(Pixels pixels, int count) {
        byte[] samples = pixels.samples();
        for (int i = 0; i < samples.length; i += 4) {
            for (int channel = 4 - count; channel < 4; channel++) {
                samples[i + channel] = (byte) ~samples[i + channel];
            }
        }
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(value, 255));
    }
}
