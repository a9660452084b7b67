package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SettingGroup;

/**
 * Keeps one of the samples whose images have wavelet hashes that differ in few bits: of each area, whether it is brighter than
 * the median. As the average hash, but of all pixels of a large thumbnail, which takes longer. Otherwise as
 * {@code image_phash}.
 */
@OperatorName("image_whash")
public final class ImageWhashDeduplicator extends ImageHashDeduplicator {
    public ImageWhashDeduplicator(Params params, OperatorContext context) {
        super(HashMethod.WAVELET, params.hashes(), context.mediaLimits());
    }

    /**
     * The settings.
     *
     * @param hashes what counts as the same, and what stays
     */
    public record Params(@SettingGroup ImageHashSettings hashes) {}
}
