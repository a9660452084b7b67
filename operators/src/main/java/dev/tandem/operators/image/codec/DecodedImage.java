package dev.tandem.operators.image.codec;

import dev.tandem.operators.image.codec.jpeg.JpegSamples;

/**
 * An image that was decoded whole, with what its file says of it. Colours and greys are made when they are first asked for.
 * Not thread-safe.
 */
public final class DecodedImage {
    private final ImageHeader header;
    /** What colours and greys are made of while there are no pixels. */
    private JpegSamples samples;
    private Pixels pixels;
    private byte[] luma;
    private Pixels grey;

    DecodedImage(ImageHeader header, Pixels pixels) {
        this.header = header;
        this.pixels = pixels;
    }

    DecodedImage(ImageHeader header, JpegSamples samples) {
        this.header = header;
        this.samples = samples;
    }

    public ImageHeader header() {
        return header;
    }

    /** Of the picture as it is stored. */
    public int width() {
        return header.width();
    }

    /** Of the picture as it is stored. */
    public int height() {
        return header.height();
    }

    /**
     * The first frame, on the whole canvas, as it is stored: not turned as the camera noted, and without its colour
     * profile applied.
     */
    public Pixels pixels() {
        if (pixels == null) {
            pixels = new Pixels(width(), height(), samples.isGrey() ? 1 : 3, samples.pixels());
            samples = null;
        }
        return pixels;
    }

    /**
     * The grey of each pixel, 0 to 255, row by row, as OpenCV makes it of red, green and blue. Computed once for all who
     * ask; not to be changed.
     */
    public byte[] luma() {
        if (luma == null) {
            luma = grey(Luma.OPENCV);
        }
        return luma;
    }

    /** The picture in grey as Pillow makes it of red, green and blue. Computed once for all who ask. */
    public Pixels grey() {
        if (grey == null) {
            grey = new Pixels(width(), height(), 1, grey(Luma.PILLOW));
        }
        return grey;
    }

    private byte[] grey(Luma kind) {
        return pixels == null ? samples.grey(kind.weights()) : kind.of(pixels);
    }
}
