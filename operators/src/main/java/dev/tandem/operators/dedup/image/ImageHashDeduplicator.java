package dev.tandem.operators.dedup.image;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.MediaLimits;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.dedup.Hamming;
import dev.tandem.operators.dedup.HammingBands;
import dev.tandem.operators.dedup.TextDigest;
import dev.tandem.operators.image.codec.SampleImages;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one of the samples whose images have hashes that differ in few bits. The evidence of a sample is the hash of each image,
 * in order, with 128 bits of its text's digest before them where texts are compared.
 */
abstract class ImageHashDeduplicator implements Deduplicator {
    private final HashMethod method;
    private final ImageHashSettings settings;
    private final HammingBands bands;
    private final MediaLimits limits;

    ImageHashDeduplicator(HashMethod method, ImageHashSettings settings, MediaLimits limits) {
        this.method = method;
        this.settings = settings;
        this.bands = new HammingBands(settings.maxDistance());
        this.limits = limits;
    }

    @Override
    public Optional<Signature> signature(SampleView sample) throws SampleFailedException {
        SampleImages images = SampleImages.of(sample, limits);
        if (images.count() == 0) {
            return Optional.empty();
        }
        int texts = texts();
        long[] evidence = new long[texts + images.count()];
        for (int i = 0; i < images.count(); i++) {
            evidence[texts + i] = method.of(settings.family().pixels(images.image(i)), settings.family());
        }
        long[] keys = bands.keys(evidence[texts]);
        if (settings.considerText()) {
            TextDigest.write(sample, evidence);
            for (int i = 0; i < keys.length; i++) {
                keys[i] ^= evidence[0];
            }
        }
        return Optional.of(new Signature(keys, evidence, settings.keeper().preference(sample)));
    }

    @Override
    public List<FeatureReading> readings() {
        return settings.keeper().readings();
    }

    private int texts() {
        return settings.considerText() ? TextDigest.LENGTH : 0;
    }

    /** The share of equal bits, of the two images that differ most; 0 where texts differ, or one sample has more images. */
    @Override
    public double similarity(long[] left, long[] right) {
        if (settings.considerText() && !TextDigest.isEqual(left, right)) {
            return 0;
        }
        return Hamming.similarity(Hamming.distance(left, right));
    }

    @Override
    public double threshold() {
        return Hamming.similarity(settings.maxDistance());
    }

    @Override
    public boolean onlyDirect() {
        return settings.directOnly();
    }

    /** Hashes that differ in so few bits have a band in common. */
    @Override
    public double candidateProbability(double similarity) {
        return 1;
    }
}
