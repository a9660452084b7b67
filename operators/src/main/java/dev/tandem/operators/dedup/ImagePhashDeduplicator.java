package dev.tandem.operators.dedup;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.Optional;

/**
 * Keeps one of the samples whose images look the same: as many images, and each pair of them, in order, with perceptual
 * hashes at most so many bits apart. Finds scaled, recompressed and slightly retouched copies, but not cropped,
 * mirrored or rotated ones; pictures without structure, such as plain areas of any colour, all look the same to it.
 * Texts are not compared, and a sample without images is kept.
 */
@OperatorName(value = "image_phash", version = 3)
public final class ImagePhashDeduplicator implements Deduplicator {
    private final Params params;
    private final MediaLimits limits;
    private final HammingBands bands;

    public ImagePhashDeduplicator(Params params, OperatorContext context) {
        this.params = params;
        this.limits = context.mediaLimits();
        this.bands = new HammingBands(params.maxDistance());
    }

    /**
     * What counts as the same, and what stays.
     *
     * @param maxDistance most bits of 64 in which the hashes of duplicates differ
     * @param keep which of the duplicates stays
     */
    public record Params(@Setting(value = "4", min = 0, max = 10) int maxDistance, @Setting("newest") Keep keep) {}

    @Override
    public Optional<Signature> signature(SampleView sample) throws SampleFailedException {
        SampleImages images = SampleImages.of(sample, limits);
        if (images.count() == 0) {
            return Optional.empty();
        }
        long[] hashes = new long[images.count()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = PerceptualHash.of(GreyThumbnail.of(images.image(i).pixels(), PerceptualHash.SIZE));
        }
        return Optional.of(new Signature(bands.keys(hashes[0]), hashes, params.keep().preference(sample)));
    }

    /** The share of equal bits, of the two images that differ most; 0 where one sample has more images. */
    @Override
    public double similarity(long[] left, long[] right) {
        if (left.length != right.length) {
            return 0;
        }
        int distance = 0;
        for (int i = 0; i < left.length; i++) {
            distance = Math.max(distance, Long.bitCount(left[i] ^ right[i]));
        }
        return similarity(distance);
    }

    @Override
    public double threshold() {
        return similarity(params.maxDistance());
    }

    private static double similarity(int distance) {
        return 1 - (double) distance / Long.SIZE;
    }
}
