package dev.tandem.operators.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Part;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.DecodedImage;
import dev.tandem.operators.image.codec.Pixels;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Changes images by chance: cuts a part out, mirrors it from left to right, and makes it brighter or darker, of more or less contrast,
 * more or less colourful. The same image and seed give the same result, wherever the image stands; a new seed for each epoch gives
 * another. What a text says of sides or colours may not hold any more. JPEG stays JPEG, anything else becomes PNG; of an animation it
 * is the first frame.
 */
@OperatorName("image_augment")
public final class ImageAugmentMapper implements MediaMapper {
    private final Params params;
    private final ImageRewriting rewriting;

    public ImageAugmentMapper(Params params, OperatorContext context) {
        this.params = params;
        rewriting = new ImageRewriting(context.mediaLimits(), params.encodeQuality());
    }

    /**
     * What may happen, and how much.
     *
     * @param minCrop least share of width and height that stays, the same of both; 1 cuts nothing off
     * @param flip share of images that are mirrored; 0 where texts or sides matter
     * @param brightness by how much light changes at most, as a share of what there is
     * @param contrast by how much the distance to the mean grey changes at most, as a share
     * @param saturation by how much the distance to grey changes at most, as a share
     * @param encodeQuality quality of JPEG files, as libjpeg counts it
     * @param seed another seed changes images in another way
     */
    public record Params(
            @Setting(value = "0.8", min = 0.05, max = 1) double minCrop,
            @Setting(value = "0.5", min = 0, max = 1) double flip,
            @Setting(value = "0.2", min = 0, max = 1) double brightness,
            @Setting(value = "0.2", min = 0, max = 1) double contrast,
            @Setting(value = "0.2", min = 0, max = 1) double saturation,
            @Setting(value = "95", min = 1, max = 100) int encodeQuality,
            @Setting("42") long seed) {}

    @Override
    public Part.Media map(Part.Media media) throws SampleFailedException {
        if (!ImageRewriting.isImage(media)) {
            return media;
        }
        DecodedImage image = rewriting.decode(media);
        byte[] digest = Digest.of(params.seed() + "\0" + media.content().digest().hex()).bytes();
        Random random = new Random(ByteBuffer.wrap(digest).getLong());
        Pixels cropped = cropped(ImageRewriting.shown(image), random);
        ColourJitter jitter = new ColourJitter(
                factor(params.brightness(), random), factor(params.contrast(), random), factor(params.saturation(), random));
        return rewriting.encoded(media, jitter.of(cropped), ImageRewriting.sameKind(image));
    }

    /** From 1 - most to 1 + most. */
    private static double factor(double most, Random random) {
        return 1 + most * (2 * random.nextDouble() - 1);
    }

    private Pixels cropped(Pixels image, Random random) {
        double share = 1 - (1 - params.minCrop()) * random.nextDouble();
        int width = Math.max(1, (int) Math.round(share * image.width()));
        int height = Math.max(1, (int) Math.round(share * image.height()));
        int left = random.nextInt(image.width() - width + 1);
        int top = random.nextInt(image.height() - height + 1);
        boolean mirrored = random.nextDouble() < params.flip();
        int channels = image.channels();
        Pixels part = Pixels.empty(width, height, channels);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = (top + y) * image.width() + left + (mirrored ? width - 1 - x : x);
                System.arraycopy(image.samples(), from * channels, part.samples(), (y * width + x) * channels, channels);
            }
        }
        return part;
    }
}
