package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.ImageFormat;
import dev.tandem.operators.image.codec.WhiteBackground;

/**
 * Puts images with transparency on white, so that nothing shows through them; they become PNG files of sRGB, of an animation
 * its first frame. Images without transparency stay as they are.
 */
@OperatorName("image_flatten")
public final class ImageFlattenMapper implements MediaMapper {
    private static final int UNUSED_QUALITY = 100;

    private final ImageRewriting rewriting;

    public ImageFlattenMapper(Params params, OperatorContext context) {
        rewriting = new ImageRewriting(context.mediaLimits(), UNUSED_QUALITY);
    }

    /** It has none. */
    public record Params() {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        return image.pixels().hasAlpha()
                ? rewriting.encoded(media, WhiteBackground.behind(ImageRewriting.shown(image)), ImageFormat.PNG)
                : media;
    }
}
