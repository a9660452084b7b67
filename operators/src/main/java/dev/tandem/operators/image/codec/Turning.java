package dev.tandem.operators.image.codec;

/** Turns and mirrors pictures as the eight orientations of Exif say. */
public final class Turning {
    private static final int NONE = 1;
    private static final int FIRST_ON_ITS_SIDE = 5;

    private Turning() {}

    /** The picture as it is to be shown; the very same for orientation 1. */
    public static Pixels of(Pixels pixels, int orientation) {
        if (orientation == NONE) {
            return pixels;
        }
        boolean onItsSide = orientation >= FIRST_ON_ITS_SIDE;
        int width = onItsSide ? pixels.height() : pixels.width();
        int height = onItsSide ? pixels.width() : pixels.height();
        // Of the eight: which read the rows, and which the columns, of the stored picture from their ends.
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        Pixels turned = Pixels.empty(width, height, pixels.channels());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = onItsSide ? y : x;
                int row = onItsSide ? x : y;
                column = fromRight ? pixels.width() - 1 - column : column;
                row = fromBottom ? pixels.height() - 1 - row : row;
                System.arraycopy(
                        pixels.samples(), (row * pixels.width() + column) * pixels.channels(),
                        turned.samples(), (y * width + x) * pixels.channels(), pixels.channels());
            }
        }
        return turned;
    }
}
