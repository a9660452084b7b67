package dev.tandem.operators.image;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.WhiteBackground;

/**
 * Brings images to a size, and writes them as JPEG or PNG files, with the modes and names of img2dataset: the longer side
 * gets the size and white makes it a square ({@code border}), the shorter or the longer side gets it ({@code keep_ratio},
 * {@code keep_ratio_largest}), the middle is cut out ({@code center_crop}), both sides get it ({@code fixed}), or neither
 * ({@code no}). Shrinking takes the mean of the pixels that become one, widening Lanczos; transparency is on white. Unlike
 * there, images are turned as their camera noted and made sRGB before, since the new file says neither. Of an animation it
 * is the first frame.
 */
@OperatorName("image_resize")
public final class ImageResizeMapper implements MediaMapper {
    private final Params params;
    private final ImageRewriting rewriting;

    public ImageResizeMapper(Params params, OperatorContext context) {
        this.params = params;
        rewriting = new ImageRewriting(context.mediaLimits(), params.encodeQuality());
    }

    /**
     * The size, and what is written.
     *
     * @param imageSize length of a side, in pixels
     * @param resizeMode which side gets it, and what becomes of the other
     * @param resizeOnlyIfBigger whether smaller images keep their size, and get no border
     * @param encodeFormat kind of file
     * @param encodeQuality quality of JPEG files, as libjpeg counts it
     * @param skipReencode whether a file stays as it is where it would get the same kind, size and colours
     */
    public record Params(
            @Setting(value = "256", min = 1, max = 16_384) int imageSize,
            @Setting("border") ResizeMode resizeMode,
            @Setting("false") boolean resizeOnlyIfBigger,
            @Setting("jpg") EncodeFormat encodeFormat,
            @Setting(value = "95", min = 1, max = 100) int encodeQuality,
            @Setting("false") boolean skipReencode) {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        Pixels shown = WhiteBackground.behind(ImageRewriting.shown(image));
        Pixels resized = resized(shown);
        boolean same = resized == image.pixels() && image.header().format() == params.encodeFormat().format();
        return same && params.skipReencode() ? media : rewriting.encoded(media, resized, params.encodeFormat().format());
    }

    private Pixels resized(Pixels shown) throws SampleFailedException {
        ResizeMode mode = params.resizeMode();
        if (params.resizeOnlyIfBigger() && mode.deciding(shown.width(), shown.height()) <= params.imageSize()) {
            return shown;
        }
        long pixels = mode.pixels(shown.width(), shown.height(), params.imageSize());
        if (pixels > rewriting.limits().maxPixels() || pixels > Integer.MAX_VALUE / 4) {
            throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image would have " + pixels
                    + " pixels, more than " + rewriting.limits().maxPixels());
        }
        return mode.apply(shown, params.imageSize());
    }
}
