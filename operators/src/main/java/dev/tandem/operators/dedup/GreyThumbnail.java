package dev.tandem.operators.dedup;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;

/** A picture as a small square of grey values (ITU-R BT.601 luma, transparency ignored), as its pixels are stored. */
final class GreyThumbnail {
    private GreyThumbnail() {}

    /** {@code size} rows of {@code size} values from 0 to 255. */
    static int[][] of(BufferedImage image, int size) {
        LanczosWeights horizontal = new LanczosWeights(image.getWidth(), size);
        LanczosWeights vertical = new LanczosWeights(image.getHeight(), size);
        int[][] columns = new int[size][image.getHeight()];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            grey(image, y, row);
            for (int x = 0; x < size; x++) {
                columns[x][y] = horizontal.apply(x, row);
            }
        }
        int[][] thumbnail = new int[size][size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                thumbnail[y][x] = vertical.apply(y, columns[x]);
            }
        }
        return thumbnail;
    }

    private static void grey(BufferedImage image, int y, int[] row) {
        boolean grey = image.getColorModel() instanceof ComponentColorModel model && model.getNumColorComponents() == 1;
        if (grey) {
            // Asked for RGB, Java takes grey values for linear light and brightens them.
            image.getRaster().getSamples(0, y, row.length, 1, 0, row);
            int shift = image.getColorModel().getComponentSize(0) - 8;
            for (int x = 0; x < row.length; x++) {
                row[x] = shift >= 0 ? row[x] >> shift : row[x] * 255 / ((1 << (8 + shift)) - 1);
            }
            return;
        }
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int x = 0; x < row.length; x++) {
            int red = row[x] >> 16 & 0xff;
            int green = row[x] >> 8 & 0xff;
            int blue = row[x] & 0xff;
            // 0.299, 0.587 and 0.114 in units of 2^-16, rounded.
            row[x] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
        }
    }
}
