package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Luma and chroma as red, green and blue. Chroma that is sampled at every second place is interpolated by a triangle, three
 * quarters of the nearer sample and a quarter of the farther one, rounded as libjpeg does. The loops are short ones over
 * arrays of whole numbers, which become vector instructions.
 */
final class ColourRows {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HALF = 1 << 15;

    private final Component luma;
    private final ChromaRows blue;
    private final ChromaRows red;
    private final int width;
    private final int height;
    private final int chromaHeight;
    /** Of a row of chroma as it is sampled, weighted, and the same moved by a place: a loop is to read each at one place. */
    private final int[] blues;
    private final int[] reds;
    private final int[] nextBlues;
    private final int[] nextReds;
    /** Of chroma at every second pixel: blue's in the lowest byte, red's in the second. */
    private final int[] evens;
    private final int[] odds;
    /** The same of every pixel. */
    private final int[] chroma;
    private final int[] lumas;
    private final int[] colours;

    ColourRows(Component[] components, int width, int height) throws NotBaselineException {
        luma = components[0];
        this.width = width;
        this.height = height;
        int chromaWidth = (width + luma.horizontal - 1) / luma.horizontal;
        chromaHeight = (height + luma.vertical - 1) / luma.vertical;
        // Of pictures as narrow as this, libjpeg doubles the samples instead.
        NotBaselineException.unless(luma.horizontal == 1 || chromaWidth > 2);
        blue = new ChromaRows(components[1], chromaWidth);
        red = new ChromaRows(components[2], chromaWidth);
        blues = new int[chromaWidth];
        reds = new int[chromaWidth];
        nextBlues = new int[chromaWidth];
        nextReds = new int[chromaWidth];
        evens = new int[chromaWidth];
        odds = new int[chromaWidth];
        chroma = new int[luma.horizontal * chromaWidth];
        lumas = new int[width];
        colours = new int[width];
    }

    byte[] rgb() {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            chroma(y);
            widen(luma.samples, y * luma.stride, lumas);
            Arrays.fill(colours, 0);
            // By ITU-R BT.601 in units of 2^-16, rounded as libjpeg's tables are.
            mix(lumas, chroma, 0, 91881, colours, 0);
            mix(lumas, chroma, -22554, -46802, colours, 8);
            mix(lumas, chroma, 116130, 0, colours, 16);
            put(colours, rgb, 3 * width * y);
        }
        return rgb;
    }

    private void chroma(int y) {
        int near = y / luma.vertical;
        if (luma.horizontal == 1) {
            join(blue.row(near), red.row(near), chroma);
            return;
        }
        boolean both = luma.vertical == 2;
        if (both) {
            int far = Math.clamp(y % 2 == 0 ? near - 1 : near + 1, 0, chromaHeight - 1);
            weigh(blue.row(near), blue.row(far), blues);
            weigh(red.row(near), red.row(far), reds);
        } else {
            System.arraycopy(blue.row(near), 0, blues, 0, blues.length);
            System.arraycopy(red.row(near), 0, reds, 0, reds.length);
        }
        int last = evens.length - 1;
        move(blues, 0, nextBlues, 1, 0);
        move(reds, 0, nextReds, 1, 0);
        interpolate(blues, nextBlues, reds, nextReds, both ? 8 : 1, both ? 4 : 2, evens);
        move(blues, 1, nextBlues, 0, last);
        move(reds, 1, nextReds, 0, last);
        interpolate(blues, nextBlues, reds, nextReds, both ? 7 : 2, both ? 4 : 2, odds);
        for (int i = 0; i < evens.length; i++) {
            chroma[2 * i] = evens[i];
            chroma[2 * i + 1] = odds[i];
        }
    }

    /** Beyond an end, the picture goes on with its last value. */
    private static void move(int[] values, int from, int[] moved, int to, int end) {
        System.arraycopy(values, from, moved, to, values.length - 1);
        moved[end] = values[end];
    }

    static void widen(byte[] samples, int from, int[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = samples[from + i] & 0xff;
        }
    }

    private static void weigh(int[] near, int[] far, int[] values) {
        for (int i = 0; i < near.length; i++) {
            values[i] = 3 * near[i] + far[i];
        }
    }

    private static void join(int[] blues, int[] reds, int[] chroma) {
        for (int i = 0; i < chroma.length; i++) {
            chroma[i] = blues[i] | reds[i] << 8;
        }
    }

    private static void interpolate(
            int[] blues, int[] nextBlues, int[] reds, int[] nextReds, int rounding, int shift, int[] chroma) {
        for (int i = 0; i < chroma.length; i++) {
            chroma[i] = 3 * blues[i] + nextBlues[i] + rounding >> shift
                    | (3 * reds[i] + nextReds[i] + rounding >> shift) << 8;
        }
    }

    private static void mix(int[] lumas, int[] chroma, int ofBlue, int ofRed, int[] colours, int shift) {
        for (int x = 0; x < colours.length; x++) {
            int value = lumas[x] + (ofBlue * ((chroma[x] & 0xff) - 128) + ofRed * ((chroma[x] >> 8) - 128) + HALF >> 16);
            colours[x] |= Math.max(0, Math.min(value, 255)) << shift;
        }
    }

    /** Of each pixel four bytes are written, and the next one's over the last of them. */
    private static void put(int[] colours, byte[] rgb, int from) {
        int last = colours.length - 1;
        for (int x = 0; x < last; x++) {
            INT.set(rgb, from + 3 * x, colours[x]);
        }
        for (int channel = 0; channel < 3; channel++) {
            rgb[from + 3 * last + channel] = (byte) (colours[last] >> 8 * channel);
        }
    }

    /** The rows of a component as numbers; the last ones that were asked for are held, since most are asked for four times. */
    private static final class ChromaRows {
        private static final int HELD = 4;

        private final Component component;
        private final int[][] rows;
        private final int[] held = {-1, -1, -1, -1};

        ChromaRows(Component component, int width) {
            this.component = component;
            this.rows = new int[HELD][width];
        }

        int[] row(int y) {
            int place = y % HELD;
            if (held[place] != y) {
                widen(component.samples, y * component.stride, rows[place]);
                held[place] = y;
            }
            return rows[place];
        }
    }
}
