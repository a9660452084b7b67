package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SettingGroup;

/**
 * Keeps one of the samples whose images have average hashes that differ in few bits: of each area, whether it is brighter
 * than the mean. The cheapest hash of an image; many dark pictures, or bright ones, look the same to it. Otherwise as
 * {@code image_phash}.
 */
@OperatorName("image_ahash")
public final class ImageAhashDeduplicator extends ImageHashDeduplicator {
    public ImageAhashDeduplicator(Params params, OperatorContext context) {
        super(HashMethod.AVERAGE, params.hashes(), context.mediaLimits());
    }

    /**
     * The settings.
     *
     * @param hashes what counts as the same, and what stays
     */
    public record Params(@SettingGroup ImageHashSettings hashes) {}
}
