package dev.tandem.operators.image.codec;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.MediaLimits;

/**
 * The structure of an image file, walked by the project itself before any library sees it: sizes, frames, what is embedded,
 * and whatever would make a decoder allocate or work without bounds.
 */
sealed interface ImageFile permits JpegFile, PngFile, GifFile, WebpFile, BmpFile, TiffFile {
    /** Animations and files of more frames than this are refused. */
    int MAX_FRAMES = 10_000;
    /** Larger colour profiles are ignored; those in use have some kilobytes, of printers a megabyte. */
    int MAX_PROFILE_BYTES = 4 << 20;

    byte[] NO_PROFILE = {};

    ImageHeader header();

    /** @throws SampleFailedException broken for what is no image, or whose structure leaves the file */
    static ImageFile read(byte[] file, MediaLimits limits) throws SampleFailedException {
        ImageFormat format = ImageFormat.of(file)
                .orElseThrow(() -> ImageFailure.broken("The bytes are no image of a known kind"));
        try {
            ImageFile read = switch (format) {
                case JPEG -> JpegFile.read(file, limits);
                case PNG -> PngFile.read(file);
                case GIF -> GifFile.read(file);
                case WEBP -> WebpFile.read(file);
                case BMP -> BmpFile.read(file);
                case TIFF -> TiffFile.read(file, limits);
            };
            if (read.header().frames() > MAX_FRAMES) {
                throw ImageFailure.limit("has more than " + MAX_FRAMES + " frames");
            }
            return read;
        } catch (IndexOutOfBoundsException e) {
            throw ImageFailure.broken("The image's header is cut off or contradicts itself");
        }
    }

    /** A width or height that a header gives without a sign. */
    static int side(long side) throws SampleFailedException {
        if (side <= 0) {
            throw ImageFailure.broken("The image has no pixels");
        }
        return (int) Math.min(side, Integer.MAX_VALUE);
    }
}
