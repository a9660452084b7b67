package dev.tandem.operators.image;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An image that was decoded within limits: its size is read from the header first, so that a bomb is never expanded.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record DecodedImage(int width, int height, BufferedImage pixels) {
    private static final int BYTES_PER_PIXEL = 4;
    /** Small images may expand more: their pixels fit into any memory. */
    private static final long ALWAYS_ALLOWED_BYTES = 4L << 20;

    static {
        ImageIO.setUseCache(false);
    }

    /** @throws SampleFailedException {@link ErrorCode#MEDIA_LIMIT}, or {@link ErrorCode#BROKEN_MEDIA} for what is cut off or no image */
    public static DecodedImage of(MediaContent content, MediaLimits limits) throws SampleFailedException {
        // Outside the try: a store that fails is not a broken image.
        byte[] bytes = content.bytes();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The bytes are no image of a known kind");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                check(width, height, bytes.length, limits);
                boolean[] truncated = {false};
                reader.addIIOReadWarningListener((source, warning) -> truncated[0] |= warning.toLowerCase(java.util.Locale.ROOT).contains("truncat")
                        || warning.toLowerCase(java.util.Locale.ROOT).contains("premature"));
                BufferedImage pixels = reader.read(0);
                if (truncated[0]) {
                    throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The image is cut off");
                }
                return new DecodedImage(width, height, pixels);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new SampleFailedException(ErrorCode.BROKEN_MEDIA, "The image cannot be decoded: " + e.getMessage());
        }
    }

    private static void check(long width, long height, long encoded, MediaLimits limits) throws SampleFailedException {
        long pixels = width * height;
        if (pixels > limits.maxPixels()) {
            throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image has " + width + " x " + height
                    + " pixels, more than " + limits.maxPixels() + " in all");
        }
        long decoded = pixels * BYTES_PER_PIXEL;
        if (decoded > ALWAYS_ALLOWED_BYTES && decoded > limits.maxExpansion() * encoded) {
            throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image would expand " + decoded / Math.max(1, encoded)
                    + " times, more than " + limits.maxExpansion());
        }
    }
}
