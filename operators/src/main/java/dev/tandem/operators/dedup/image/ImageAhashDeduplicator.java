package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.dedup.Keep;
import dev.tandem.operators.dedup.Keeper;
import java.util.List;

/**
 * Keeps one of the samples whose images have average hashes that differ in few bits: of each area, whether it is brighter
 * than the mean. The cheapest hash of an image; many dark pictures, or bright ones, look the same to it. Otherwise as
 * {@code image_phash}.
 */
@OperatorName("image_ahash")
public final class ImageAhashDeduplicator extends ImageHashDeduplicator {
    public ImageAhashDeduplicator(Params params, OperatorContext context) {
        super(
                HashMethod.AVERAGE,
                params.family(),
                params.maxDistance(),
                params.considerText(),
                params.keeper(),
                params.directOnly(),
                context.mediaLimits());
    }

    /**
     * What counts as the same, and what stays.
     *
     * @param family whose hash: imagehash, imagededup, or data_juicer (imagededup's, of the picture turned as its camera noted)
     * @param maxDistance most bits of 64 in which the hashes of duplicates differ
     * @param considerText whether the text has to be equal as well, but for white space around it
     * @param keep which of the duplicates stays
     * @param sources what sources begin with, the best first; for {@code keep: source_priority}
     * @param score the feature that decides, as {@code <operator>.<feature>}; for keep by score
     * @param directOnly drop only duplicates of the sample that stays, not what is linked with it through others
     */
    public record Params(
            @Setting("imagehash") HashFamily family,
            @Setting(value = "4", min = 0, max = 10) int maxDistance,
            @Setting("false") boolean considerText,
            @Setting("newest") Keep keep,
            @Setting("") List<String> sources,
            @Setting("") String score,
            @Setting("false") boolean directOnly) {

        public Params {
            new Keeper(keep, sources, score);
        }

        Keeper keeper() {
            return new Keeper(keep, sources, score);
        }
    }
}
