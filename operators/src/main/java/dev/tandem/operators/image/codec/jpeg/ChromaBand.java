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
    private final int height;
    private final boolean both;
    private final int[] near;
    private final int[] far;
    private final int[] evens;
    private final int[] odds;
    private final int[][] pairs;
    /** Where rows begin, of which there are so many. */
    private final int[] starts;
    private int rows;
    private int count;

    ChromaBand(Component component, Component luma, int height, int capacity) {
        this.component = component;
        this.luma = luma;
        this.height = height;
        this.both = luma.vertical == 2;
        near = new int[capacity];
        far = new int[capacity];
        evens = new int[capacity];
        odds = new int[capacity];
        pairs = new int[4][capacity];
        starts = new int[capacity + 1];
    }

    /** Of eight pixels the first and the fifth, the second and the sixth, and so on, in two bytes each. */
    int[] pairs(int first) {
        return pairs[first];
    }

    void clear() {
        count = 0;
        rows = 0;
    }

    /** Adds a part of the picture. What stands at its sides is interpolated as if the picture ended there. */
    void add(BlockArea area) {
        int to = count;
        count += area.count();
        if (luma.horizontal == 1) {
            area.copyHalves(component, near, far, to);
            return;
        }
        int last = (height + luma.vertical - 1) / luma.vertical - 1;
        for (int y = area.y(); y < area.y() + area.rows(); y++, to += area.columns()) {
            int nearest = y / luma.vertical;
            component.copyFours(nearest, area.column(), area.columns(), near, to);
            if (both) {
                int next = Math.clamp(y % 2 == 0 ? nearest - 1 : nearest + 1, 0, last);
                component.copyFours(next, area.column(), area.columns(), far, to);
            }
            starts[rows++] = to;
        }
    }

    /** Makes the chroma of each pixel of what was added. */
    void interpolate() {
        if (luma.horizontal == 1) {
            for (int i = 0; i < pairs.length; i++) {
                pair(near, far, 8 * i, pairs[i], count);
            }
            return;
        }
        if (both) {
            weigh(near, far, 0, evens, count);
            weigh(near, far, 8, odds, count);
        } else {
            every(near, 0, evens, count);
            every(near, 8, odds, count);
        }
        int[] before = near;
        int[] after = far;
        System.arraycopy(odds, 0, before, 1, count - 1);
        System.arraycopy(evens, 1, after, 0, count - 1);
        // Beyond an end, the picture goes on with its last value.
        starts[rows] = count;
        for (int row = 0; row < rows; row++) {
            int first = starts[row];
            int last = starts[row + 1] - 1;
            before[first] = evens[first] << 16;
            after[last] = odds[last] >>> 16;
        }
        join(before, odds, before, count);
        join(evens, after, after, count);
        int shift = both ? 4 : 2;
        int towardsLeft = both ? 0x00080008 : 0x00010001;
        int towardsRight = both ? 0x00070007 : 0x00020002;
        interpolate(evens, before, towardsLeft, shift, pairs[0], count);
        interpolate(evens, odds, towardsRight, shift, pairs[1], count);
        interpolate(odds, evens, towardsLeft, shift, pairs[2], count);
        interpolate(odds, after, towardsRight, shift, pairs[3], count);
    }

    // Short loops over arrays of whole numbers, of which each is read at one place, become vector instructions.

    private static void pair(int[] left, int[] right, int place, int[] pairs, int count) {
        for (int i = 0; i < count; i++) {
            pairs[i] = left[i] >>> place & 0xff | (right[i] >>> place & 0xff) << 16;
        }
    }

    private static void weigh(int[] near, int[] far, int place, int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = 3 * (near[i] >>> place & SECOND) + (far[i] >>> place & SECOND);
        }
    }

    private static void every(int[] near, int place, int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = near[i] >>> place & SECOND;
        }
    }

    /** The second of one number, and then the first of the other. */
    private static void join(int[] one, int[] other, int[] joined, int count) {
        for (int i = 0; i < count; i++) {
            joined[i] = one[i] >>> 16 | other[i] << 16;
        }
    }

    private static void interpolate(int[] near, int[] far, int rounding, int shift, int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = 3 * near[i] + far[i] + rounding >>> shift & SECOND;
        }
    }
}
