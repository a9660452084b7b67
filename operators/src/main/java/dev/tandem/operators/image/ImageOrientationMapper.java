package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.ExifRemoval;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.ImageHeader;
import java.util.Arrays;

/**
 * Turns images as their camera noted, and takes out the note with all else that the camera wrote (Exif): places and times
 * too. Where nothing is to be turned the pixels stay as they are, to the bit; an image that is turned is written anew, a
 * JPEG file as JPEG and any other as PNG, in sRGB and, of an animation, its first frame.
 */
@OperatorName("image_orientation")
public final class ImageOrientationMapper implements MediaMapper {
    private final ImageRewriting rewriting;

    public ImageOrientationMapper(Params params, OperatorContext context) {
        rewriting = new ImageRewriting(context.mediaLimits(), params.quality());
    }

    /**
     * How images that are turned are written.
     *
     * @param quality quality of JPEG files, as libjpeg counts it
     */
    public record Params(@Setting(value = "95", min = 1, max = 100) int quality) {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        ImageHeader header = ImageDecoder.header(media.content(), rewriting.limits());
        if (header.orientation() != 1) {
            DecodedImage image = rewriting.decode(media);
            return rewriting.encoded(media, ImageRewriting.shown(image), ImageRewriting.sameKind(image));
        }
        if (!header.hasExif()) {
            return media;
        }
        byte[] file = media.content().bytes();
        byte[] without = ExifRemoval.from(file, header.format());
        return Arrays.equals(file, without)
                ? media
                : new Part.Media(media.modality(), media.mediaType(), MediaContent.of(without), media.attributes());
    }
}
