package dev.tandem.operators.image;

import dev.tandem.media.FourierTransform;

/** Correlations by the fast Fourier transform. */
final class Fourier {
    private Fourier() {}

    /**
     * Puts the correlation of a square of complex numbers with itself, at all distances, in its place; what leaves the square
     * at one end comes in at the other.
     *
     * @param real rows of {@code side} numbers
     * @param imaginary the same
     * @param side a power of two
     */
    static void autocorrelation(double[] real, double[] imaginary, int side) {
        FourierTransform fourier = new FourierTransform(side);
        transform(real, imaginary, fourier);
        for (int i = 0; i < real.length; i++) {
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
            imaginary[i] = 0;
        }
        // A power spectrum is real and forwards is as good as backwards, but for the direction of the distances.
        transform(real, imaginary, fourier);
        for (int i = 0; i < real.length; i++) {
            real[i] /= real.length;
        }
    }

    private static void transform(double[] real, double[] imaginary, FourierTransform fourier) {
        for (int pass = 0; pass < 2; pass++) {
            for (int row = 0; row < fourier.size(); row++) {
                fourier.transform(real, imaginary, row * fourier.size());
            }
            transpose(real, fourier.size());
            transpose(imaginary, fourier.size());
        }
    }

    private static void transpose(double[] square, int side) {
        for (int y = 0; y < side; y++) {
            for (int x = y + 1; x < side; x++) {
                double other = square[y * side + x];
                square[y * side + x] = square[x * side + y];
                square[x * side + y] = other;
            }
        }
    }
}
