package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SettingGroup;

/**
 * Keeps one of the samples whose images have difference hashes that differ in few bits: of each area, whether it is brighter
 * than its neighbour. As cheap as the average hash, and it tells more pictures apart. Otherwise as {@code image_phash}.
 */
@OperatorName("image_dhash")
public final class ImageDhashDeduplicator extends ImageHashDeduplicator {
    public ImageDhashDeduplicator(Params params, OperatorContext context) {
        super(HashMethod.DIFFERENCE, params.hashes(), context.mediaLimits());
    }

    /**
     * The settings.
     *
     * @param hashes what counts as the same, and what stays
     */
    public record Params(@SettingGroup ImageHashSettings hashes) {}
}
