package dev.tandem.operators.image.codec.jpeg;

/**
 * Luma and chroma of some rows as red, green and blue. The loops are short ones over arrays of whole numbers, of which each is
 * read at one place: they become vector instructions.
 */
final class ColourBand {
    private static final int HALF = 1 << 15;

    private final Component luma;
    private final int[] left;
    private final int[] right;
    private final ChromaBand blue;
    private final ChromaBand red;
    private int count;

    /** One for parts of a picture of so many blocks times rows at most. */
    ColourBand(Component[] components, int height, int capacity) {
        this.luma = components[0];
        this.left = new int[capacity];
        this.right = new int[capacity];
        this.blue = new ChromaBand(components[1], luma, height, capacity);
        this.red = new ChromaBand(components[2], luma, height, capacity);
    }

    void clear() {
        count = 0;
        blue.clear();
        red.clear();
    }

    /** Whether another part of the picture has a place. */
    boolean isFree(BlockArea area) {
        return count + area.count() <= left.length;
    }

    /**
     * Adds a part of the picture, of whose colours {@link #interpolate} comes first. Where the part ends at a side and the picture
     * does not, its colours are not exact.
     *
     * @return where it stands in sums
     */
    int add(BlockArea area) {
        int place = count;
        area.copyHalves(luma, left, right, place);
        blue.add(area);
        red.add(area);
        count += area.count();
        return place;
    }

    int count() {
        return count;
    }

    void interpolate() {
        blue.interpolate();
        red.interpolate();
    }

    /**
     * Of one pixel of each eight, weighted sums of red, green and blue, by ITU-R BT.601 in units of 2^-16, rounded as libjpeg's
     * tables are.
     *
     * @param pixel 0 to 7
     * @param rest what is added to each sum
     */
    void sum(int pixel, int ofRed, int ofGreen, int ofBlue, int rest, int[] sums) {
        int[] lumas = pixel < 4 ? left : right;
        int place = 8 * (pixel & 3);
        int half = pixel < 4 ? 0 : 16;
        int[] blues = blue.pairs(pixel & 3);
        int[] reds = red.pairs(pixel & 3);
        sumOfRed(lumas, place, reds, half, ofRed, rest, sums, count);
        addGreen(lumas, place, blues, reds, half, ofGreen, sums, count);
        addBlue(lumas, place, blues, half, ofBlue, sums, count);
    }

    private static void sumOfRed(int[] lumas, int place, int[] reds, int half, int weight, int rest, int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] = rest + weight * cut((lumas[i] >>> place & 0xff) + redLess(reds[i] >>> half & 0xff));
        }
    }

    private static void addGreen(int[] lumas, int place, int[] blues, int[] reds, int half, int weight, int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += weight * cut((lumas[i] >>> place & 0xff) + greenLess(blues[i] >>> half & 0xff, reds[i] >>> half & 0xff));
        }
    }

    private static void addBlue(int[] lumas, int place, int[] blues, int half, int weight, int[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += weight * cut((lumas[i] >>> place & 0xff) + blueLess(blues[i] >>> half & 0xff));
        }
    }

    /** Red less luma, before it is cut off at 0 and 255. */
    static int redLess(int red) {
        return red * 91881 + (HALF - 128 * 91881) >> 16;
    }

    /** Green less luma, before it is cut off at 0 and 255. */
    static int greenLess(int blue, int red) {
        return HALF + 128 * (22554 + 46802) - blue * 22554 - red * 46802 >> 16;
    }

    /** Blue less luma, before it is cut off at 0 and 255. */
    static int blueLess(int blue) {
        return blue * 116130 + (HALF - 128 * 116130) >> 16;
    }

    private static int cut(int value) {
        return Math.max(0, Math.min(value, 255));
    }
}
