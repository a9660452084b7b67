package dev.tandem.operators.dedup;

import dev.tandem.operators.image.codec.Luma;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.ResamplingWeights;

/** A picture as a small square of grey values (as Pillow makes them), as its pixels are stored. */
public final class GreyThumbnail {
    private GreyThumbnail() {}

    /** {@code size} rows of {@code size} values from 0 to 255. */
    static int[][] of(Pixels image, int size) {
        return of(image, size, size);
    }

    /** {@code height} rows of {@code width} values from 0 to 255, rounded between rows and columns as Pillow does. */
    public static int[][] of(Pixels image, int width, int height) {
        ResamplingWeights horizontal = ResamplingWeights.lanczos(image.width(), width);
        ResamplingWeights vertical = ResamplingWeights.lanczos(image.height(), height);
        int[][] columns = new int[width][image.height()];
        int[] row = new int[image.width()];
        for (int y = 0; y < image.height(); y++) {
            Luma.PILLOW.row(image, y, row);
            for (int x = 0; x < width; x++) {
                columns[x][y] = horizontal.apply(x, row);
            }
        }
        int[][] thumbnail = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                thumbnail[y][x] = vertical.apply(y, columns[x]);
            }
        }
        return thumbnail;
    }
}
