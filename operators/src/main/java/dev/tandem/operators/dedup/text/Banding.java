package dev.tandem.operators.dedup.text;

import net.openhft.hashing.LongHashFunction;

/**
 * How MinHash minima are cut into bands. Sets with Jaccard similarity s have all minima of one of the bands in common,
 * and so become candidates, with probability {@code 1 - (1 - s^rows)^bands} (Leskovec, Rajaraman and Ullman, "Mining of
 * Massive Datasets", section 3.4).
 *
 * @param bands number of bands
 * @param rows minima per band
 */
record Banding(int bands, int rows) {
    private static final LongHashFunction HASH = LongHashFunction.xx();
    private static final int INTERVALS = 200;

    /**
     * The cut of at most {@code permutations} minima with the least sum of false positives (the probability of being a
     * candidate, integrated over similarities below the threshold) and false negatives (that of not being one, above).
     */
    static Banding optimal(double threshold, int permutations) {
        Banding best = new Banding(1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int bands = 1; bands <= permutations; bands++) {
            for (int rows = 1; rows <= permutations / bands; rows++) {
                Banding banding = new Banding(bands, rows);
                double error = banding.error(threshold);
                if (error < least) {
                    least = error;
                    best = banding;
                }
            }
        }
        return best;
    }

    /** The probability that sets of this similarity become candidates. */
    double probability(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
    }

    /** One key per band, from the first {@code bands * rows} minima. */
    long[] keys(long[] minima) {
        long[] keys = new long[bands];
        for (int band = 0; band < bands; band++) {
            keys[band] = HASH.hashLongs(minima, band * rows, rows);
        }
        return keys;
    }

    private double error(double threshold) {
        double falsePositives = integral(0, threshold);
        double falseNegatives = (1 - threshold) - integral(threshold, 1);
        return falsePositives + falseNegatives;
    }

    /** Integral of the probability, by Simpson's rule. */
    private double integral(double from, double to) {
        double step = (to - from) / INTERVALS;
        double sum = probability(from) + probability(to);
        for (int i = 1; i < INTERVALS; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * probability(from + i * step);
        }
        return sum * step / 3;
    }
}
