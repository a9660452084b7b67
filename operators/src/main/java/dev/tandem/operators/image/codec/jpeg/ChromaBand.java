package dev.tandem.operators.image.codec.jpeg;

/**
 * A component of chroma of some rows as each pixel has it. Chroma that is sampled at every second place is interpolated by a
 * triangle, three quarters of the nearer sample and a quarter of the farther one, rounded as libjpeg does.
 *
 * <p>A number holds four samples of a row, or every second of them where what is computed needs more than eight bits.
 */
final class ChromaBand {
    private static final int SECOND = 0x00ff00ff;

    private final Component component;
    private final Component luma;
    private final int rows;
    private final int height;
    private final int across;
    private final boolean both;
    private final int[] near;
    private final int[] far;
    private final int[] evens;
    private final int[] odds;
    private final int[][] pairs;

    ChromaBand(Component component, Component luma, int rows, int height) {
        this.component = component;
        this.luma = luma;
        this.rows = rows;
        this.height = height;
        this.across = luma.blocksAcross();
        this.both = luma.vertical == 2;
        near = new int[rows * across];
        far = new int[near.length];
        evens = new int[near.length];
        odds = new int[near.length];
        pairs = new int[4][near.length];
    }

    /** Of eight pixels the first and the fifth, the second and the sixth, and so on, in two bytes each. */
    int[] pairs(int first) {
        return pairs[first];
    }

    /** Takes rows from one on. */
    void read(int y) {
        int count = Math.min(rows, height - y);
        if (luma.horizontal == 1) {
            component.copyHalves(y, count, near, far);
            for (int i = 0; i < pairs.length; i++) {
                pair(near, far, 8 * i, pairs[i]);
            }
            return;
        }
        int last = (height + luma.vertical - 1) / luma.vertical - 1;
        for (int row = 0; row < count; row++) {
            int nearest = (y + row) / luma.vertical;
            component.copy(nearest, near, row * across);
            if (both) {
                int next = Math.clamp((y + row) % 2 == 0 ? nearest - 1 : nearest + 1, 0, last);
                component.copy(next, far, row * across);
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
        int[] before = near;
        int[] after = far;
        System.arraycopy(odds, 0, before, 1, odds.length - 1);
        System.arraycopy(evens, 1, after, 0, evens.length - 1);
        // Beyond an end, the picture goes on with its last value.
        for (int start = 0; start < evens.length; start += across) {
            before[start] = evens[start] << 16;
            after[start + across - 1] = odds[start + across - 1] >>> 16;
        }
        join(before, odds, before);
        join(evens, after, after);
        int shift = both ? 4 : 2;
        int towardsLeft = both ? 0x00080008 : 0x00010001;
        int towardsRight = both ? 0x00070007 : 0x00020002;
        interpolate(evens, before, towardsLeft, shift, pairs[0]);
        interpolate(evens, odds, towardsRight, shift, pairs[1]);
        interpolate(odds, evens, towardsLeft, shift, pairs[2]);
        interpolate(odds, after, towardsRight, shift, pairs[3]);
    }

    // Short loops over arrays of whole numbers, of which each is read at one place, become vector instructions.

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

    /** The second of one number, and then the first of the other. */
    private static void join(int[] one, int[] other, int[] joined) {
        for (int i = 0; i < joined.length; i++) {
            joined[i] = one[i] >>> 16 | other[i] << 16;
        }
    }

    private static void interpolate(int[] near, int[] far, int rounding, int shift, int[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 * near[i] + far[i] + rounding >>> shift & SECOND;
        }
    }
}
