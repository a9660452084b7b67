package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SettingGroup;

/**
 * Keeps one of the samples whose images look the same: as many images, and each pair of them, in order, with perceptual
 * hashes at most so many bits apart. Finds scaled, recompressed and slightly retouched copies, but not cropped,
 * mirrored or rotated ones; pictures without structure, such as plain areas of any colour, all look the same to it.
 * Texts are not compared unless that is asked for, and a sample without images is kept.
 */
@OperatorName(value = "image_phash", version = 4)
public final class ImagePhashDeduplicator extends ImageHashDeduplicator {
    public ImagePhashDeduplicator(Params params, OperatorContext context) {
        super(HashMethod.PERCEPTUAL, params.hashes(), context.mediaLimits());
    }

    /**
     * The settings.
     *
     * @param hashes what counts as the same, and what stays
     */
    public record Params(@SettingGroup ImageHashSettings hashes) {}
}
