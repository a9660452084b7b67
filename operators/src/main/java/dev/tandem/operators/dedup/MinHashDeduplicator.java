package dev.tandem.operators.dedup;

import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Setting;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps one of the samples whose texts are nearly the same: MinHash over shingles of words finds candidates, and the
 * exact Jaccard similarity of their shingles decides, so that nothing is dropped on an estimate. Words are separated by
 * white space. A text with fewer words than a shingle is compared as a whole; a sample without text is kept.
 */
@OperatorName("minhash")
public final class MinHashDeduplicator implements Deduplicator {
    private final Params params;
    private final Banding banding;
    private final MinHashPermutations permutations;

    public MinHashDeduplicator(Params params) {
        this.params = params;
        this.banding = params.banding();
        this.permutations = new MinHashPermutations(banding.bands() * banding.rows());
    }

    /**
     * How texts are compared, and what stays.
     *
     * @param windowSize words per shingle
     * @param lowercase compare texts in lower case
     * @param numPermutations MinHash minima per text that the bands are cut from
     * @param jaccardThreshold least Jaccard similarity of duplicates, exact
     * @param numBands bands; texts that agree in a band are compared; 0 for the number that, with rows_per_band,
     *     makes the sum of false and missed candidates least
     * @param rowsPerBand minima per band; 0 for the best number, or as many as there are for num_bands
     * @param keep which of the duplicates stays
     */
    public record Params(
            @Setting(value = "5", min = 1, max = 100) int windowSize,
            @Setting("true") boolean lowercase,
            @Setting(value = "256", min = 1, max = 1024) int numPermutations,
            @Setting(value = "0.7", min = 0.01, max = 1) double jaccardThreshold,
            @Setting(value = "0", min = 0, max = 1024) int numBands,
            @Setting(value = "0", min = 0, max = 1024) int rowsPerBand,
            @Setting("newest") Keep keep) {

        public Params {
            if ((long) Math.max(1, numBands) * Math.max(1, rowsPerBand) > numPermutations) {
                throw new IllegalArgumentException(
                        "num_bands times rows_per_band must be at most num_permutations, found "
                        + numBands + " times " + rowsPerBand + " and " + numPermutations);
            }
        }

        Banding banding() {
            if (numBands == 0 && rowsPerBand == 0) {
                return Banding.optimal(jaccardThreshold, numPermutations);
            }
            int bands = numBands == 0 ? numPermutations / rowsPerBand : numBands;
            return new Banding(bands, rowsPerBand == 0 ? numPermutations / bands : rowsPerBand);
        }
    }

    @Override
    public Optional<Signature> signature(SampleView sample) {
        String text = params.lowercase() ? sample.text().toLowerCase(Locale.ROOT) : sample.text();
        long[] shingles = Shingles.of(text, params.windowSize());
        if (shingles.length == 0) {
            return Optional.empty();
        }
        long[] bands = banding.keys(permutations.minima(shingles));
        return Optional.of(new Signature(bands, shingles, params.keep().preference(sample)));
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return Jaccard.of(left, right);
    }

    @Override
    public double threshold() {
        return params.jaccardThreshold();
    }
}
