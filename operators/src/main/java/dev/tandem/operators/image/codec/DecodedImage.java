package dev.tandem.operators.image.codec;

/** An image that was decoded whole, with what its file says of it. Not thread-safe. */
public final class DecodedImage {
    private final ImageHeader header;
    private final Pixels pixels;
    private byte[] luma;

    DecodedImage(ImageHeader header, Pixels pixels) {
        this.header = header;
        this.pixels = pixels;
    }

    public ImageHeader header() {
        return header;
    }

    /**
     * The first frame, on the whole canvas, as it is stored: not turned as the camera noted, and without its colour
     * profile applied.
     */
    public Pixels pixels() {
        return pixels;
    }

    /**
     * The grey of each pixel, 0 to 255, row by row, as OpenCV makes it of red, green and blue. Computed once for all who
     * ask; not to be changed.
     */
    public byte[] luma() {
        if (luma == null) {
            luma = pixels.luma();
        }
        return luma;
    }
}
