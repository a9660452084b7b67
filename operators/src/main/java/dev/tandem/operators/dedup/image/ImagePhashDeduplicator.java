package dev.tandem.operators.dedup.image;

import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.dedup.Keep;
import dev.tandem.operators.dedup.Keeper;
import java.util.List;

/**
 * Keeps one of the samples whose images look the same: as many images, and each pair of them, in order, with perceptual
 * hashes at most so many bits apart. Finds scaled, recompressed and slightly retouched copies, but not cropped,
 * mirrored or rotated ones; pictures without structure, such as plain areas of any colour, all look the same to it.
 * Texts are not compared unless that is asked for, and a sample without images is kept.
 */
@OperatorName(value = "image_phash", version = 4)
public final class ImagePhashDeduplicator extends ImageHashDeduplicator {
    public ImagePhashDeduplicator(Params params, OperatorContext context) {
        super(
                HashMethod.PERCEPTUAL,
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
