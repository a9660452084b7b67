package dev.tandem.core.dedup;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * How good the duplicates are that a step found, as far as they tell themselves.
 *
 * @param threshold least similarity that duplicates are meant to have
 * @param exact whether similarities are exact; else they are those of the signatures
 * @param pairs samples that did not stay and were held against the one that did: all of them, or at most
 *     {@value PairSample#MOST}, chosen by their ids, where the step itself compares nothing
 * @param similar of these, the ones that are at least as similar
 * @param precision their share
 * @param precisionLow lower end of its 95% interval (Wilson's)
 * @param precisionHigh upper end
 * @param recall the share of the pairs of duplicates that shared a key, as is to be expected for similarities like those that
 *     were found: a pair that is found with probability p stands for 1/p pairs. It is told from the pairs with the sample that
 *     stayed, and nothing of buckets that were too large for all pairs. None where the probability is not known.
 */
public record DuplicateQuality(
        double threshold,
        boolean exact,
        long pairs,
        long similar,
        double precision,
        double precisionLow,
        double precisionHigh,
        OptionalDouble recall) {
    /** The normal quantile of 97.5%. */
    private static final double Z = 1.959964;

    private static final double DIGITS = 1e4;

    static DuplicateQuality of(double threshold, boolean exact, long pairs, long similar, OptionalDouble recall) {
        double share = (double) similar / pairs;
        double scale = 1 + Z * Z / pairs;
        double center = (share + Z * Z / (2 * pairs)) / scale;
        double half = Z * Math.sqrt(share * (1 - share) / pairs + Z * Z / (4.0 * pairs * pairs)) / scale;
        return new DuplicateQuality(
                threshold,
                exact,
                pairs,
                similar,
                rounded(share),
                rounded(Math.max(0, center - half)),
                rounded(Math.min(1, center + half)),
                recall.isPresent() ? OptionalDouble.of(rounded(recall.getAsDouble())) : recall);
    }

    /** For people: what was found, and how that is known. */
    public String text() {
        String told = String.format(
                Locale.ROOT,
                "Precision %.3f (%.3f to %.3f): of %,d samples that did not stay, %,d are at least %.2f similar to the one that did, %s.",
                precision, precisionLow, precisionHigh, pairs, similar, threshold, exact ? "exactly" : "by their signatures");
        return recall.isEmpty()
                ? told
                : told + String.format(
                        Locale.ROOT,
                        " Recall %.3f: the share of the pairs of duplicates that shared a key, as is to be expected for"
                                + " similarities like those that were found.",
                        recall.getAsDouble());
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }

    /** Counts similarities, so that the result does not depend on the order in which they come. */
    static final class Counter {
        private static final int BINS = 1_000;

        private final double threshold;
        private final boolean exact;
        private final long[] bins = new long[BINS + 1];
        private long pairs;
        private long similar;

        /** @param threshold NaN where similarities are not to be told */
        Counter(double threshold, boolean exact) {
            this.threshold = threshold;
            this.exact = exact;
        }

        void add(double similarity) {
            pairs++;
            if (similarity >= threshold) {
                similar++;
                bins[Math.clamp((int) (similarity * BINS), 0, BINS)]++;
            }
        }

        /** @param probability that samples of a similarity share a key; NaN where it is not known */
        Optional<DuplicateQuality> quality(DoubleUnaryOperator probability) {
            return pairs == 0 || Double.isNaN(threshold)
                    ? Optional.empty()
                    : Optional.of(of(threshold, exact, pairs, similar, recall(probability)));
        }

        private OptionalDouble recall(DoubleUnaryOperator probability) {
            double all = 0;
            for (int bin = 0; bin <= BINS; bin++) {
                if (bins[bin] > 0) {
                    all += bins[bin] / probability.applyAsDouble(Math.max(threshold, (double) bin / BINS));
                }
            }
            return similar == 0 || Double.isNaN(all) ? OptionalDouble.empty() : OptionalDouble.of(similar / all);
        }
    }
}
