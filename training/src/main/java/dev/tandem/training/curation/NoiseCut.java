package dev.tandem.training.curation;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where to cut a score, by its own distribution. Scores of texts that were swapped on purpose show what noise looks like; what the pool
 * has of such scores, it has of such noise. No label is needed, and where the share of noise changes, so does the cut.
 *
 * @param threshold the least score that stays
 * @param noiseShare of the pool, as estimated
 * @param expectedNoise share among what stays, as estimated
 */
public record NoiseCut(double threshold, double noiseShare, double expectedNoise) {
    /** Quantiles of swapped scores below which good pairs are rare, if the score is any good. */
    private static final double[] LOW = {0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6};

    /** A cut that leaves less of the pool says more about chance than about the pool. */
    private static final double LEAST_KEPT = 0.1;

    /**
     * The share of noise in a pool: below a low quantile of swapped scores there are hardly any good pairs, so that the pool's share of
     * scores there, over the swapped ones' share, is that of noise (Storey, 2002; Blanchard et al., 2010). The smallest over
     * several quantiles counts, each with one standard error on top, which keeps chance from making it too small.
     */
    public static double noiseShare(double[] scores, double[] swapped) {
        double[] sorted = sorted(scores);
        double[] nulls = sorted(swapped);
        double least = 1;
        for (double quantile : LOW) {
            double threshold = nulls[(int) (quantile * (nulls.length - 1))];
            double below = (double) countBelow(sorted, threshold) / sorted.length;
            double nullBelow = (double) countBelow(nulls, threshold) / nulls.length;
            if (nullBelow > 0) {
                double error = Math.sqrt(below * (1 - below) / sorted.length);
                least = Math.min(least, (below + error) / nullBelow);
            }
        }
        return least;
    }

    /**
     * The lowest cut above which no more than {@code wanted} is noise; none where the score cannot tell, so that nothing should be
     * dropped by it.
     *
     * @param scores of the pool; finite
     * @param swapped scores of the pool's texts at other places
     */
    public static Optional<NoiseCut> at(double[] scores, double[] swapped, double wanted) {
        double share = noiseShare(scores, swapped);
        double[] sorted = sorted(scores);
        double[] nulls = sorted(swapped);
        int most = (int) (sorted.length * (1 - LEAST_KEPT));
        for (int i = 0; i <= most && i < sorted.length; i++) {
            if (i > 0 && sorted[i] == sorted[i - 1]) {
                continue;
            }
            double noise = expectedNoise(share, sorted.length - i, sorted.length, nulls, sorted[i]);
            if (noise <= wanted) {
                return Optional.of(new NoiseCut(sorted[i], share, noise));
            }
        }
        return Optional.empty();
    }

    private static double expectedNoise(double share, int kept, int all, double[] nulls, double threshold) {
        // One more than was seen: what was never seen among few is not impossible.
        double nullsAbove = (nulls.length - countBelow(nulls, threshold) + 1.0) / (nulls.length + 1.0);
        return Math.min(1, share * nullsAbove * all / kept);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static int countBelow(double[] sorted, double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
