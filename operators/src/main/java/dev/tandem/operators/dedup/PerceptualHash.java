package dev.tandem.operators.dedup;

import java.util.Arrays;

/**
 * The perceptual hash of a picture: 64 bits that stay, but for a few, when it is scaled, recompressed or slightly
 * changed (Zauner, "Implementation and benchmarking of perceptual image hash functions", 2010, section 3.2.1). Of the
 * discrete cosine transform (type II) of 32 by 32 grey values, the 8 by 8 lowest frequencies give a bit each, set where
 * the coefficient is above the median of the 64; the first bit, of frequency zero, is the highest.
 */
final class PerceptualHash {
    static final int SIZE = 32;

    private static final int FREQUENCIES = 8;
    /** Sums that are zero but for rounding; the smallest true ones are far larger. */
    private static final double ROUNDING = 1e-6;

    private static final double[][] COSINES = cosines();

    private PerceptualHash() {}

    /** The hash of {@link #SIZE} rows of as many grey values from 0 to 255. */
    static long of(int[][] grey) {
        double[] coefficients = coefficients(grey);
        double[] sorted = coefficients.clone();
        Arrays.sort(sorted);
        double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        long hash = 0;
        for (double coefficient : coefficients) {
            hash = hash << 1 | (coefficient > median ? 1 : 0);
        }
        return hash;
    }

    /** The lowest frequencies, by vertical and then horizontal frequency. */
    private static double[] coefficients(int[][] grey) {
        double[] coefficients = new double[FREQUENCIES * FREQUENCIES];
        for (int vertical = 0; vertical < FREQUENCIES; vertical++) {
            double[] row = new double[SIZE];
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    row[x] += COSINES[vertical][y] * grey[y][x];
                }
            }
            for (int horizontal = 0; horizontal < FREQUENCIES; horizontal++) {
                double sum = 0;
                for (int x = 0; x < SIZE; x++) {
                    sum += COSINES[horizontal][x] * row[x];
                }
                coefficients[vertical * FREQUENCIES + horizontal] = Math.abs(sum) < ROUNDING ? 0 : sum;
            }
        }
        return coefficients;
    }

    private static double[][] cosines() {
        double[][] cosines = new double[FREQUENCIES][SIZE];
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
            for (int i = 0; i < SIZE; i++) {
                cosines[frequency][i] = StrictMath.cos(Math.PI * frequency * (2 * i + 1) / (2 * SIZE));
            }
        }
        return cosines;
    }
}
