package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.jpeg.JpegSamples;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.imageio.ImageReader;

/**
 * Decodes images within limits. The file's structure is walked first, so that a bomb is never expanded: what a reader is
 * then given has the size that was checked, and nothing that it would go over again and again.
 */
public final class ImageDecoder {
    private static final int BYTES_PER_PIXEL = 4;
    /** Small images may expand more: their pixels fit into any memory. */
    private static final long ALWAYS_ALLOWED_BYTES = 4L << 20;

    /** Of larger pictures the colours are made at once, so that memory that is short is noticed here. */
    private static final int LATER_PIXELS = 1 << 22;

    /** Bytes that the reader of WebP holds ahead, and some. */
    private static final int LOOK_AHEAD = 16;

    private ImageDecoder() {}

    /**
     * The first frame and what the file says of it.
     *
     * @throws SampleFailedException {@code MEDIA_LIMIT}, or {@code BROKEN_MEDIA} for what is cut off or no image
     */
    public static DecodedImage decode(MediaContent content, MediaLimits limits) throws SampleFailedException {
        return decode(content, limits, System::nanoTime);
    }

    /**
     * What the file says of itself; whether its pixels are whole is not known.
     *
     * @throws SampleFailedException as {@link #decode}
     */
    public static ImageHeader header(MediaContent content, MediaLimits limits) throws SampleFailedException {
        return ImageFile.read(bytes(content, limits), limits).header();
    }

    private static byte[] bytes(MediaContent content, MediaLimits limits) throws SampleFailedException {
        if (content.size() > limits.maxMediaBytes()) {
            throw ImageFailure.limit("has " + content.size() + " bytes, more than " + limits.maxMediaBytes());
        }
        return content.bytes();
    }

    /** The same by a given clock, in nanoseconds. */
    static DecodedImage decode(MediaContent content, MediaLimits limits, LongSupplier clock) throws SampleFailedException {
        // Outside of any try: a store that does not answer is not a broken image.
        byte[] bytes = bytes(content, limits);
        ImageFile file = ImageFile.read(bytes, limits);
        check(file.header(), bytes.length, limits);
        DecodingTime time = new DecodingTime(clock);
        try {
            return read(bytes, file, time);
        } catch (IOException | RuntimeException e) {
            throw time.isOver()
                    ? ImageFailure.limit("takes too long to decode")
                    : ImageFailure.broken("The image cannot be decoded: " + e.getMessage());
        } catch (OutOfMemoryError | StackOverflowError e) {
            // A reader believed something that was not checked; the samples beside this one are not to suffer for it.
            throw ImageFailure.limit("takes more memory to decode than there is");
        }
    }

    private static DecodedImage read(byte[] bytes, ImageFile file, DecodingTime time) throws IOException, SampleFailedException {
        Optional<JpegSamples> baseline = file instanceof JpegFile jpeg ? jpeg.baseline(bytes) : Optional.empty();
        time.check();
        if (baseline.isEmpty()) {
            return new DecodedImage(file.header(), onCanvas(readByLibrary(bytes, file, time), file.header()));
        }
        DecodedImage image = new DecodedImage(file.header(), baseline.get());
        if ((long) file.header().width() * file.header().height() > LATER_PIXELS) {
            image.pixels();
        }
        return image;
    }

    static Pixels readByLibrary(byte[] bytes, ImageFile file, DecodingTime time) throws IOException, SampleFailedException {
        ImageReader reader = Codecs.reader(file.header().format());
        ImageStream stream = file instanceof WebpFile webp
                ? new ImageStream(webp.decodable(), LOOK_AHEAD, time)
                : new ImageStream(bytes, 0, time);
        try (stream) {
            reader.setInput(stream, true, true);
            ImageHeader.Frame frame = file.header().frame();
            if (reader.getWidth(0) != frame.width() || reader.getHeight(0) != frame.height()) {
                throw ImageFailure.broken("The image's header contradicts itself");
            }
            ReadWatch watch = new ReadWatch(reader, time);
            Pixels pixels = switch (file) {
                case JpegFile jpeg when jpeg.encoding() != JpegFile.Encoding.LOSSLESS ->
                        JpegPixels.of(reader.readRaster(0, null), jpeg.encoding());
                case JpegFile _, PngFile _, GifFile _, WebpFile _, BmpFile _, TiffFile _ ->
                        RasterPixels.of(reader.read(0), file.header().colours());
            };
            watch.verify();
            return pixels;
        } finally {
            reader.dispose();
        }
    }

    private static void check(ImageHeader header, long encoded, MediaLimits limits) throws SampleFailedException {
        long pixels = (long) header.width() * header.height();
        if (pixels > limits.maxPixels() || pixels * BYTES_PER_PIXEL > Integer.MAX_VALUE) {
            throw ImageFailure.limit("has " + header.width() + " x " + header.height() + " pixels, more than "
                    + limits.maxPixels() + " in all");
        }
        long decoded = pixels * BYTES_PER_PIXEL;
        if (decoded > ALWAYS_ALLOWED_BYTES && decoded > limits.maxExpansion() * encoded) {
            throw ImageFailure.limit("would expand " + decoded / Math.max(1, encoded) + " times, more than "
                    + limits.maxExpansion());
        }
    }

    /** A frame that is smaller than its canvas stands on nothing. */
    private static Pixels onCanvas(Pixels frame, ImageHeader header) {
        if (frame.width() == header.width() && frame.height() == header.height()) {
            return frame;
        }
        Pixels canvas = Pixels.empty(header.width(), header.height(), 4);
        for (int y = 0; y < frame.height(); y++) {
            for (int x = 0; x < frame.width(); x++) {
                int from = y * frame.width() + x;
                int to = 4 * ((header.frame().y() + y) * header.width() + header.frame().x() + x);
                canvas.samples()[to] = (byte) frame.red(from);
                canvas.samples()[to + 1] = (byte) frame.green(from);
                canvas.samples()[to + 2] = (byte) frame.blue(from);
                canvas.samples()[to + 3] = (byte) frame.alpha(from);
            }
        }
        return canvas;
    }
}
