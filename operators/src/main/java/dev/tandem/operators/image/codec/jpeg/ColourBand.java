package dev.tandem.operators.image.codec.jpeg;

import java.util.Arrays;

/**
 * Luma and chroma of some rows as red, green and blue. Chroma that is sampled at every second place is interpolated by a
 * triangle, three quarters of the nearer sample and a quarter of the farther one, rounded as libjpeg does.
 *
 * <p>A number holds four samples of a row, or every second of them where what is computed needs more than eight bits. The
 * loops are short ones over arrays of whole numbers, of which each is read at one place: they become vector instructions.
 */
final class ColourBand {
    private static final int HALF = 1 << 15;
    private static final int GREEN = HALF + 128 * (22554 + 46802);
    private static final int SECOND = 0x00ff00ff;

    private final Component luma;
    private final int rows;
    private final int height;
    private final int across;
    private final int[] left;
    private final int[] right;
    private final Chroma blue;
    private final Chroma red;
    private final int[][] colours;

    ColourBand(Component[] components, int rows, int height) {
        this.luma = components[0];
        this.rows = rows;
        this.height = height;
        this.across = luma.blocksAcross();
        this.left = new int[rows * across];
        this.right = new int[rows * across];
        this.blue = new Chroma(components[1]);
        this.red = new Chroma(components[2]);
        this.colours = new int[8][rows * across];
    }

    /**
     * The colours of rows: of each eight pixels the first, the second and so on; red in the lowest byte, then green, then
     * blue. What is beyond the last row is of no picture.
     */
    int[][] read(int y) {
        for (int row = 0; row < Math.min(rows, height - y); row++) {
            luma.copy(y + row, false, left, row * across, across);
            luma.copy(y + row, true, right, row * across, across);
        }
        blue.read(y);
        red.read(y);
        for (int i = 0; i < 4; i++) {
            mix(left, 8 * i, blue.pairs[i], red.pairs[i], 0, colours[i]);
            mix(right, 8 * i, blue.pairs[i], red.pairs[i], 16, colours[i + 4]);
        }
        return colours;
    }

    /** By ITU-R BT.601 in units of 2^-16, rounded as libjpeg's tables are. */
    private static void mix(int[] lumas, int place, int[] blues, int[] reds, int half, int[] colours) {
        Arrays.fill(colours, 0);
        mix(lumas, place, reds, half, 91881, HALF - 128 * 91881, colours, 0);
        mixGreen(lumas, place, blues, reds, half, colours);
        mix(lumas, place, blues, half, 116130, HALF - 128 * 116130, colours, 16);
    }

    private static void mix(int[] lumas, int place, int[] chroma, int half, int weight, int rest, int[] colours, int to) {
        for (int i = 0; i < colours.length; i++) {
            colours[i] |= cut((lumas[i] >>> place & 0xff) + ((chroma[i] >>> half & 0xff) * weight + rest >> 16)) << to;
        }
    }

    private static void mixGreen(int[] lumas, int place, int[] blues, int[] reds, int half, int[] colours) {
        for (int i = 0; i < colours.length; i++) {
            colours[i] |= cut((lumas[i] >>> place & 0xff)
                    + (GREEN - (blues[i] >>> half & 0xff) * 22554 - (reds[i] >>> half & 0xff) * 46802 >> 16)) << 8;
        }
    }

    private static int cut(int value) {
        return Math.max(0, Math.min(value, 255));
    }

    /** A component of chroma as each pixel has it. */
    private final class Chroma {
        private final Component component;
        private final boolean both;
        private final int[] near;
        private final int[] far;
        private final int[] evens;
        private final int[] odds;
        private final int[] before;
        private final int[] after;
        /** Of eight pixels the first and the fifth, the second and the sixth, and so on. */
        private final int[][] pairs;

        Chroma(Component component) {
            this.component = component;
            this.both = luma.vertical == 2;
            near = new int[rows * across];
            far = new int[near.length];
            evens = new int[near.length];
            odds = new int[near.length];
            before = new int[near.length];
            after = new int[near.length];
            pairs = new int[4][near.length];
        }

        void read(int y) {
            int count = Math.min(rows, height - y);
            if (luma.horizontal == 1) {
                for (int row = 0; row < count; row++) {
                    component.copy(y + row, false, near, row * across, across);
                    component.copy(y + row, true, far, row * across, across);
                }
                for (int i = 0; i < 4; i++) {
                    pair(near, far, 8 * i, pairs[i]);
                }
                return;
            }
            int last = (height + luma.vertical - 1) / luma.vertical - 1;
            for (int row = 0; row < count; row++) {
                int nearest = (y + row) / luma.vertical;
                component.copy(nearest, false, near, row * across, across);
                if (both) {
                    int next = Math.clamp((y + row) % 2 == 0 ? nearest - 1 : nearest + 1, 0, last);
                    component.copy(next, false, far, row * across, across);
                }
            }
            if (both) {
                weigh(near, far, 0, evens);
                weigh(near, far, 8, odds);
            } else {
                every(near, 0, evens);
                every(near, 8, odds);
            }
            interpolate();
        }

        private void interpolate() {
            System.arraycopy(odds, 0, before, 1, odds.length - 1);
            System.arraycopy(evens, 1, after, 0, evens.length - 1);
            // Beyond an end, the picture goes on with its last value.
            for (int start = 0; start < evens.length; start += across) {
                before[start] = evens[start] << 16;
                after[start + across - 1] = odds[start + across - 1] >>> 16;
            }
            previous(before, odds);
            next(evens, after);
            int shift = both ? 4 : 2;
            int towardsLeft = both ? 0x00080008 : 0x00010001;
            int towardsRight = both ? 0x00070007 : 0x00020002;
            interpolate(evens, before, towardsLeft, shift, pairs[0]);
            interpolate(evens, odds, towardsRight, shift, pairs[1]);
            interpolate(odds, evens, towardsLeft, shift, pairs[2]);
            interpolate(odds, after, towardsRight, shift, pairs[3]);
        }

        private static void pair(int[] left, int[] right, int place, int[] pairs) {
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = left[i] >>> place & 0xff | (right[i] >>> place & 0xff) << 16;
            }
        }

        private static void weigh(int[] near, int[] far, int place, int[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = 3 * (near[i] >>> place & SECOND) + (far[i] >>> place & SECOND);
            }
        }

        private static void every(int[] near, int place, int[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = near[i] >>> place & SECOND;
            }
        }

        /** The odd ones one place to the left of the even ones. */
        private static void previous(int[] before, int[] odds) {
            for (int i = 0; i < before.length; i++) {
                before[i] = before[i] >>> 16 | odds[i] << 16;
            }
        }

        /** The even ones one place to the right of the odd ones. */
        private static void next(int[] evens, int[] after) {
            for (int i = 0; i < after.length; i++) {
                after[i] = evens[i] >>> 16 | after[i] << 16;
            }
        }

        private static void interpolate(int[] near, int[] far, int rounding, int shift, int[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = 3 * near[i] + far[i] + rounding >>> shift & SECOND;
            }
        }
    }
}
