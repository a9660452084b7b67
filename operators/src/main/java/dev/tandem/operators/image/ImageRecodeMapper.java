package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.DecodedImage;

/**
 * Writes images of any kind as JPEG or PNG files: turned as their camera noted, in sRGB, without profiles and notes, on white
 * where JPEG files cannot be transparent, and of an animation its first frame. Every image is written anew, so that all files
 * are of one kind and make; one that was JPEG before loses a little once more. WebP is read but not written: there is no
 * encoder in Java.
 */
@OperatorName("image_recode")
public final class ImageRecodeMapper implements MediaMapper {
    private final ImageRewriting rewriting;
    private final EncodeFormat format;

    public ImageRecodeMapper(Params params, OperatorContext context) {
        rewriting = new ImageRewriting(context.mediaLimits(), params.encodeQuality());
        format = params.encodeFormat();
    }

    /**
     * What is written.
     *
     * @param encodeFormat kind of file
     * @param encodeQuality quality of JPEG files, as libjpeg counts it; PNG loses nothing
     */
    public record Params(
            @Setting("jpg") EncodeFormat encodeFormat,
            @Setting(value = "95", min = 1, max = 100) int encodeQuality) {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        return rewriting.encoded(media, ImageRewriting.shown(image), format.format());
    }
}
