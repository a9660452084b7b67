package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.ColourKind;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.SrgbColours;

/**
 * Makes images of inks (CMYK) and images with a colour profile such as Display P3 or Adobe RGB into images of sRGB without a
 * profile. Images that are so already stay as they are. Profiles of displays and cameras, a matrix and curves, are followed
 * exactly; those of printers, which are tables, are not read, and inks become colours by the plain formula: strong colours
 * come out brighter than in print. A JPEG file stays JPEG, any other becomes PNG, of an animation its first frame.
 */
@OperatorName("image_srgb")
public final class ImageSrgbMapper implements MediaMapper {
    private final ImageRewriting rewriting;

    public ImageSrgbMapper(Params params, OperatorContext context) {
        rewriting = new ImageRewriting(context.mediaLimits(), params.quality());
    }

    /**
     * How images that are converted are written.
     *
     * @param quality quality of JPEG files, as libjpeg counts it
     */
    public record Params(@Setting(value = "95", min = 1, max = 100) int quality) {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        Pixels converted = SrgbColours.of(image.pixels(), image.header().profile());
        boolean needed = converted != image.pixels() || image.header().colours() == ColourKind.CMYK;
        return needed
                ? rewriting.encoded(media, ImageRewriting.shown(image), ImageRewriting.sameKind(image))
                : media;
    }
}
