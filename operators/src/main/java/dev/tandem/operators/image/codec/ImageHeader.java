package dev.tandem.operators.image.codec;

/**
 * What an image file says of itself before its pixels are decoded. Nothing in it is believed further than it can be
 * checked.
 *
 * @param width of the picture as it is stored; of an animation, of the whole canvas
 * @param height of the picture as it is stored; of an animation, of the whole canvas
 * @param frame where the first frame stands in the picture
 * @param frames how many frames there are: one, but for an animation or a TIFF file of several pages
 * @param orientation how the camera says that the picture is to be turned: 1 to 8 as in Exif, 1 for not at all
 * @param hasExif whether the file has a block of Exif
 * @param profile the embedded colour profile (ICC); empty where there is none that can be read
 */
public record ImageHeader(
        ImageFormat format,
        int width,
        int height,
        Frame frame,
        int frames,
        int orientation,
        boolean hasExif,
        ColourKind colours,
        byte[] profile) {
    private static final int FIRST_ON_ITS_SIDE = 5;

    /** A rectangle of the picture, in pixels. */
    public record Frame(int x, int y, int width, int height) {}

    /** A picture of one frame that fills it. */
    static ImageHeader still(
            ImageFormat format, int width, int height, int frames, ExifBlock exif, ColourKind colours, byte[] profile) {
        return new ImageHeader(
                format, width, height, new Frame(0, 0, width, height), frames, exif.orientation(), exif.present(), colours, profile);
    }

    /** Width of the picture as it is shown. */
    public int shownWidth() {
        return orientation < FIRST_ON_ITS_SIDE ? width : height;
    }

    /** Height of the picture as it is shown. */
    public int shownHeight() {
        return orientation < FIRST_ON_ITS_SIDE ? height : width;
    }
}
