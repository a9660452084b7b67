package dev.tandem.operators.image;

/** Which pixels of a picture are clearly darker than what is around them (Bradley and Roth, "Adaptive thresholding", 2007). */
final class DarkPixels {
    /** A pixel is dark below this share of the mean around it. */
    private static final double SHARE = 0.85;
    /** The side of the square around a pixel, as a share of the picture's longer side, and at least. */
    private static final int PARTS = 8;
    private static final int LEAST = 15;

    private final int width;
    private final boolean[] dark;

    private DarkPixels(int width, boolean[] dark) {
        this.width = width;
        this.dark = dark;
    }

    static DarkPixels of(GreyPlane plane) {
        int width = plane.width();
        int height = plane.height();
        // Sums of all that is above and to the left, with a border of zeros.
        int[] sums = new int[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            int row = 0;
            for (int x = 0; x < width; x++) {
                row += plane.at(x, y);
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
        int reach = Math.max(LEAST, Math.max(width, height) / PARTS) / 2;
        boolean[] dark = new boolean[width * height];
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - reach) * (width + 1);
            int bottom = Math.min(height, y + reach + 1);
            int rows = bottom - Math.max(0, y - reach);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - reach);
                int right = Math.min(width, x + reach + 1);
                int sum = sums[bottom * (width + 1) + right] - sums[bottom * (width + 1) + left]
                        - sums[top + right] + sums[top + left];
                dark[y * width + x] = (double) plane.at(x, y) * rows * (right - left) < sum * SHARE;
            }
        }
        return new DarkPixels(width, dark);
    }

    boolean at(int x, int y) {
        return dark[y * width + x];
    }
}
