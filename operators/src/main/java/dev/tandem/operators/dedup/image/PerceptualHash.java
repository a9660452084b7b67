package dev.tandem.operators.dedup.image;

/**
 * What the perceptual hash of a picture is made of (Zauner, "Implementation and benchmarking of perceptual image hash
 * functions", 2010, section 3.2.1): of the discrete cosine transform (type II) of 32 by 32 grey values, the 8 by 8 lowest
 * frequencies.
 */
final class PerceptualHash {
    static final int SIZE = 32;

    private static final int FREQUENCIES = 8;
    /** Sums that are zero but for rounding; the smallest true ones are far larger. */
    private static final double ROUNDING = 1e-6;

    private static final double[][] COSINES = cosines();

    private PerceptualHash() {}

    /** The lowest frequencies of {@link #SIZE} rows of as many grey values, by vertical and then horizontal frequency. */
    static double[] coefficients(int[][] grey) {
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
