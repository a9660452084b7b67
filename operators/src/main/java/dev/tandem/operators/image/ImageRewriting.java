package dev.tandem.operators.image;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.MediaContent;
import dev.tandem.core.model.Modality;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.ImageDecoder;
import dev.tandem.operators.image.codec.ImageEncoder;
import dev.tandem.operators.image.codec.ImageFormat;
import dev.tandem.operators.image.codec.Pixels;
import dev.tandem.operators.image.codec.SrgbColours;
import dev.tandem.operators.image.codec.Turning;
import dev.tandem.operators.image.codec.WhiteBackground;

/**
 * What all image mappers do alike: an image that is written anew is as it was shown, turned as its camera noted and in sRGB,
 * since the new file has neither notes nor a profile.
 *
 * @param quality of JPEG files, 1 to 100
 */
public record ImageRewriting(MediaLimits limits, int quality) {
    /** What the format, and libjpeg, can write. */
    private static final int LONGEST_JPEG = 65_500;

    public static boolean isImage(Part.Media media) {
        return media.modality() == Modality.IMAGE;
    }

    public DecodedImage decode(Part.Media media) throws SampleFailedException {
        return ImageDecoder.decode(media.content(), limits);
    }

    /** The pixels as they are shown. */
    public static Pixels shown(DecodedImage image) {
        return Turning.of(SrgbColours.of(image.pixels(), image.header().profile()), image.header().orientation());
    }

    /** JPEG stays JPEG; anything else becomes PNG, which loses nothing. */
    public static ImageFormat sameKind(DecodedImage image) {
        return image.header().format() == ImageFormat.JPEG ? ImageFormat.JPEG : ImageFormat.PNG;
    }

    /** The part with these pixels; a JPEG file has white where they are transparent. */
    public Part.Media encoded(Part.Media media, Pixels pixels, ImageFormat format) throws SampleFailedException {
        byte[] file;
        if (format == ImageFormat.JPEG) {
            if (Math.max(pixels.width(), pixels.height()) > LONGEST_JPEG) {
                throw new SampleFailedException(ErrorCode.MEDIA_LIMIT, "The image is longer than " + LONGEST_JPEG
                        + " pixels, more than JPEG can have");
            }
            file = ImageEncoder.jpeg(WhiteBackground.behind(pixels), quality);
        } else {
            file = ImageEncoder.png(pixels);
        }
        return new Part.Media(media.modality(), format.mediaType(), MediaContent.of(file), media.attributes());
    }
}
