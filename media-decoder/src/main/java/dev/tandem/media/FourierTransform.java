package dev.tandem.media;

/** The fast Fourier transform (Cooley and Tukey, 1965) of a fixed number of complex numbers, a power of two. */
public final class FourierTransform {
    private final int size;
    private final int[] reversed;
    private final double[] cos;
    private final double[] sin;

    /** @param size a power of two */
    public FourierTransform(int size) {
        this.size = size;
        reversed = new int[size];
        cos = new double[size / 2];
        sin = new double[size / 2];
        int bits = Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) {
            reversed[i] = Integer.reverse(i) >>> Integer.SIZE - bits;
        }
        for (int i = 0; i < size / 2; i++) {
            cos[i] = StrictMath.cos(2 * Math.PI * i / size);
            sin[i] = -StrictMath.sin(2 * Math.PI * i / size);
        }
    }

    /** How many numbers it transforms. */
    public int size() {
        return size;
    }

    /** Transforms numbers in their place. */
    public void transform(double[] real, double[] imaginary, int from) {
        for (int i = 0; i < size; i++) {
            int j = reversed[i];
            if (i < j) {
                double other = real[from + i];
                real[from + i] = real[from + j];
                real[from + j] = other;
                other = imaginary[from + i];
                imaginary[from + i] = imaginary[from + j];
                imaginary[from + j] = other;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            int step = size / 2 / half;
            for (int start = from; start < from + size; start += 2 * half) {
                for (int i = 0; i < half; i++) {
                    int low = start + i;
                    int high = low + half;
                    double re = real[high] * cos[i * step] - imaginary[high] * sin[i * step];
                    double im = real[high] * sin[i * step] + imaginary[high] * cos[i * step];
                    real[high] = real[low] - re;
                    imaginary[high] = imaginary[low] - im;
                    real[low] += re;
                    imaginary[low] += im;
                }
            }
        }
    }
}
