package dev.tandem.operators.dedup;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture as a small square of grey values (ITU-R BT.601 luma, transparency ignored), from its first frame. */
final class GreyThumbnail {
    private GreyThumbnail() {}

    /**
     * {@code size} rows of {@code size} values from 0 to 255.
     *
     * @throws SampleFailedException {@link ErrorCode#MEDIA_LIMIT}, found before anything is decoded, or
     *     {@link ErrorCode#BROKEN_MEDIA}
     */
    static int[][] of(MediaContent content, MediaLimits limits, int size) throws SampleFailedException {
        return shrink(decode(content, limits), size);
    }

    private static BufferedImage decode(MediaContent content, MediaLimits limits) throws SampleFailedException {
        check(content.size() <= limits.maxMediaBytes(), "has " + content.size() + " bytes", limits.maxMediaBytes());
        // Outside of the try: that the store does not answer says nothing about the image.
        byte[] bytes = content.bytes();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw broken("no known format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                check(pixels <= limits.maxPixels(), "has " + pixels + " pixels", limits.maxPixels());
                double expansion = 3.0 * pixels / bytes.length;
                check(expansion <= limits.maxExpansion(), "expands " + expansion + " times", limits.maxExpansion());
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private static int[][] shrink(BufferedImage image, int size) {
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

    private static void check(boolean within, String found, Number limit) throws SampleFailedException {
        if (!within) {
            throw new SampleFailedException(
                    ErrorCode.MEDIA_LIMIT, "The image " + found + ", the limit is " + limit);
        }
    }

    private static SampleFailedException broken(String problem) {
        return new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The image cannot be decoded: " + problem);
    }
}
