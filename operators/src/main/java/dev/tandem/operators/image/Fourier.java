package dev.tandem.operators.image;

/** Correlations by the fast Fourier transform (Cooley and Tukey, 1965). */
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
        Table table = new Table(side);
        transform(real, imaginary, table);
        for (int i = 0; i < real.length; i++) {
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
            imaginary[i] = 0;
        }
        // A power spectrum is real and forwards is as good as backwards, but for the direction of the distances.
        transform(real, imaginary, table);
        for (int i = 0; i < real.length; i++) {
            real[i] /= real.length;
        }
    }

    private static void transform(double[] real, double[] imaginary, Table table) {
        for (int pass = 0; pass < 2; pass++) {
            for (int row = 0; row < table.side; row++) {
                row(real, imaginary, row * table.side, table);
            }
            transpose(real, table.side);
            transpose(imaginary, table.side);
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

    private static void row(double[] real, double[] imaginary, int from, Table table) {
        for (int i = 0; i < table.side; i++) {
            int j = table.reversed[i];
            if (i < j) {
                double other = real[from + i];
                real[from + i] = real[from + j];
                real[from + j] = other;
                other = imaginary[from + i];
                imaginary[from + i] = imaginary[from + j];
                imaginary[from + j] = other;
            }
        }
        for (int half = 1; half < table.side; half *= 2) {
            int step = table.side / 2 / half;
            for (int start = from; start < from + table.side; start += 2 * half) {
                for (int i = 0; i < half; i++) {
                    int low = start + i;
                    int high = low + half;
                    double cos = table.cos[i * step];
                    double sin = table.sin[i * step];
                    double re = real[high] * cos - imaginary[high] * sin;
                    double im = real[high] * sin + imaginary[high] * cos;
                    real[high] = real[low] - re;
                    imaginary[high] = imaginary[low] - im;
                    real[low] += re;
                    imaginary[low] += im;
                }
            }
        }
    }

    private static final class Table {
        private final int side;
        private final int[] reversed;
        private final double[] cos;
        private final double[] sin;

        Table(int side) {
            this.side = side;
            reversed = new int[side];
            cos = new double[side / 2];
            sin = new double[side / 2];
            int bits = Integer.numberOfTrailingZeros(side);
            for (int i = 0; i < side; i++) {
                reversed[i] = Integer.reverse(i) >>> Integer.SIZE - bits;
            }
            for (int i = 0; i < side / 2; i++) {
                cos[i] = StrictMath.cos(2 * Math.PI * i / side);
                sin[i] = -StrictMath.sin(2 * Math.PI * i / side);
            }
        }
    }
}
