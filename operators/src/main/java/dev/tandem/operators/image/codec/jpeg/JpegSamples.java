package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The samples of a decoded picture, luma and chroma or grey alone. They are made colours or grey when that is asked for,
 * some rows at a time: most who look at a picture want one or the other.
 */
public final class JpegSamples {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** So many times eight pixels are made together, or one row of them: they fit into the cache nearest to the processor. */
    static final int BAND = 512;

    private final Component[] components;
    private final Samples samples;
    private final int width;
    private final int height;
    private final int blocksAcross;
    /** Where a colour may be cut off, as {@link CutColours} finds it; null until it is asked for. */
    private int[] cut;

    JpegSamples(Component[] components, Samples samples, int width, int height) {
        this.components = components;
        this.samples = samples;
        this.width = width;
        this.height = height;
        this.blocksAcross = components[0].blocksAcross();
        for (Component component : components) {
            component.place(samples);
        }
        if (components.length == 3 && components[0].horizontal == 2) {
            int sampled = (width + 1) / 2;
            components[1].extend(sampled);
            components[2].extend(sampled);
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Whether there is luma alone, which is grey. */
    public boolean isGrey() {
        return components.length == 1;
    }

    /** Grey, or red, green and blue of each pixel, row by row. */
    public byte[] pixels() {
        return isGrey() ? luma() : colours();
    }

    /**
     * How much red, green and blue count for in grey, in units of 2^-shift: about as much as they do in luma, so that of colours
     * that are not cut off at 0 or 255 the grey is the luma. What chroma adds to them then cancels out up to less than a half.
     */
    public record Weights(int red, int green, int blue, int shift) {}

    /** The grey of each pixel, made of its red, green and blue. */
    public byte[] grey(Weights weights) {
        byte[] grey = luma();
        if (!isGrey()) {
            cut = cut == null ? CutColours.find(components, samples) : cut;
            new GreyOfColours(components, width, height, weights, grey).put(cut);
        }
        return grey;
    }

    private byte[] luma() {
        if (width == components[0].step()) {
            return Arrays.copyOf(samples.bytes(), width * height);
        }
        byte[] grey = new byte[width * height];
        for (int y = 0; y < height; y++) {
            components[0].copy(y, grey, y * width, width);
        }
        return grey;
    }

    private byte[] colours() {
        byte[] rgb = new byte[3 * width * height];
        int rows = Math.min(height, Math.max(1, BAND / blocksAcross));
        ColourBand band = new ColourBand(components, height, rows * blocksAcross);
        int[][] colours = new int[8][rows * blocksAcross];
        for (int y = 0; y < height; y += rows) {
            BlockArea area = new BlockArea(y, Math.min(rows, height - y), 0, blocksAcross);
            band.clear();
            band.add(area);
            band.interpolate();
            for (int i = 0; i < colours.length; i++) {
                band.sum(i, 1, 1 << 8, 1 << 16, 0, colours[i]);
            }
            for (int row = 0; row < area.rows(); row++) {
                put(colours, row * blocksAcross, rgb, 3 * width * (y + row));
            }
        }
        return rgb;
    }

    /** A row of colours, of which each eighth pixel stands together. */
    private void put(int[][] colours, int from, byte[] rgb, int to) {
        int whole = width / 8;
        for (int i = 0; i < whole; i++) {
            int at = to + 24 * i;
            long third = colours[2][from + i];
            long sixth = colours[5][from + i];
            LONG.set(rgb, at, colours[0][from + i] | (long) colours[1][from + i] << 24 | third << 48);
            LONG.set(rgb, at + 8, third >> 16 | (long) colours[3][from + i] << 8 | (long) colours[4][from + i] << 32 | sixth << 56);
            LONG.set(rgb, at + 16, sixth >> 8 | (long) colours[6][from + i] << 16 | (long) colours[7][from + i] << 40);
        }
        for (int x = 8 * whole; x < width; x++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[to + 3 * x + channel] = (byte) (colours[x & 7][from + whole] >> 8 * channel);
            }
        }
    }
}
