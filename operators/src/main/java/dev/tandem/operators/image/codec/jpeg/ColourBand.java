package dev.tandem.operators.image.codec.jpeg;

/**
 * Luma and chroma of some rows as red, green and blue. The loops are short ones over arrays of whole numbers, of which each is
 * read at one place: they become vector instructions.
 */
final class ColourBand {
    private static final int HALF = 1 << 15;

    private final Component luma;
    private final int rows;
    private final int height;
    private final int[] left;
    private final int[] right;
    private final ChromaBand blue;
    private final ChromaBand red;

    ColourBand(Component[] components, int rows, int height) {
        this.luma = components[0];
        this.rows = rows;
        this.height = height;
        this.left = new int[rows * luma.blocksAcross()];
        this.right = new int[left.length];
        this.blue = new ChromaBand(components[1], luma, rows, height);
        this.red = new ChromaBand(components[2], luma, rows, height);
    }

    /** Takes rows from one on. */
    void read(int y) {
        luma.copyHalves(y, Math.min(rows, height - y), left, right);
        blue.read(y);
        red.read(y);
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
        sumOfRed(lumas, place, reds, half, ofRed, rest, sums);
        addGreen(lumas, place, blues, reds, half, ofGreen, sums);
        addBlue(lumas, place, blues, half, ofBlue, sums);
    }

    private static void sumOfRed(int[] lumas, int place, int[] reds, int half, int weight, int rest, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = rest + weight * cut((lumas[i] >>> place & 0xff)
                    + ((reds[i] >>> half & 0xff) * 91881 + (HALF - 128 * 91881) >> 16));
        }
    }

    private static void addGreen(int[] lumas, int place, int[] blues, int[] reds, int half, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * cut((lumas[i] >>> place & 0xff)
                    + (HALF + 128 * (22554 + 46802) - (blues[i] >>> half & 0xff) * 22554 - (reds[i] >>> half & 0xff) * 46802 >> 16));
        }
    }

    private static void addBlue(int[] lumas, int place, int[] blues, int half, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * cut((lumas[i] >>> place & 0xff)
                    + ((blues[i] >>> half & 0xff) * 116130 + (HALF - 128 * 116130) >> 16));
        }
    }

    private static int cut(int value) {
        return Math.max(0, Math.min(value, 255));
    }
}
