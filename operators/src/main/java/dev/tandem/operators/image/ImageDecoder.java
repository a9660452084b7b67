package dev.tandem.operators.image;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes images within limits: the size is read from the header first, so that a bomb is never expanded. */
public final class ImageDecoder {
    private static final int BYTES_PER_PIXEL = 4;
    /** Small images may expand more: their pixels fit into any memory. */
    private static final long ALWAYS_ALLOWED_BYTES = 4L << 20;

    private ImageDecoder() {}

    /**
     * The pixels of the first frame as they are stored: a camera's note that the picture is to be turned is not
     * followed.
     *
     * @throws SampleFailedException {@link ErrorCode#MEDIA_LIMIT}, or {@link ErrorCode#BROKEN_MEDIA} for what is
     *     cut off or no image
     */
    public static BufferedImage decode(MediaContent content, MediaLimits limits) throws SampleFailedException {
        if (content.size() > limits.maxMediaBytes()) {
            throw limit("has " + content.size() + " bytes, more than " + limits.maxMediaBytes());
        }
        // Outside the try: a store that does not answer is not a broken image.
        byte[] bytes = content.bytes();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw broken("The bytes are no image of a known kind");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                check(reader.getWidth(0), reader.getHeight(0), bytes.length, limits);
                return read(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw broken("The image cannot be decoded: " + e.getMessage());
        }
    }

    /** Some decoders fill up what is missing with grey, and only warn. */
    private static BufferedImage read(ImageReader reader) throws IOException, SampleFailedException {
        boolean[] cut = {false};
        reader.addIIOReadWarningListener((source, warning) -> {
            String lower = warning.toLowerCase(Locale.ROOT);
            cut[0] |= lower.contains("truncat") || lower.contains("premature");
        });
        BufferedImage pixels = reader.read(0);
        if (cut[0]) {
            throw broken("The image is cut off");
        }
        return pixels;
    }

    private static void check(long width, long height, long encoded, MediaLimits limits) throws SampleFailedException {
        long pixels = width * height;
        if (pixels > limits.maxPixels()) {
            throw limit("has " + width + " x " + height + " pixels, more than " + limits.maxPixels() + " in all");
        }
        long decoded = pixels * BYTES_PER_PIXEL;
        if (decoded > ALWAYS_ALLOWED_BYTES && decoded > limits.maxExpansion() * encoded) {
            throw limit("would expand " + decoded / Math.max(1, encoded) + " times, more than "
                    + limits.maxExpansion());
        }
    }

    private static SampleFailedException limit(String problem) {
        return new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image " + problem);
    }

    private static SampleFailedException broken(String problem) {
        return new SampleFailedException(ErrorCode.BROKEN_MEDIA, problem);
    }
}
