package dev.tandem.media;

/**
 * The short-time Fourier transform of a sound, and back, as librosa has them by default: windows of 2,048 samples (Hann), one every
 * 512, the first and the last half before and behind the sound, where it is silent.
 */
final class Spectrogram {
    static final int FREQUENCIES = 1025;

    private static final int WINDOW = 2048;
    private static final int HALF = WINDOW / 2;
    private static final int HOP = 512;
    private static final double[] HANN = hann();

    private Spectrogram() {}

    private static double[] hann() {
        double[] window = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / WINDOW);
        }
        return window;
    }

    /** How many windows a sound has. */
    static int windows(int samples) {
        return 1 + samples / HOP;
    }

    /** Magnitudes, by window and frequency. */
    static float[] magnitudes(float[] sound, int samples) {
        int windows = windows(samples);
        float[] magnitudes = new float[windows * FREQUENCIES];
        FourierTransform fourier = new FourierTransform(WINDOW);
        double[] real = new double[WINDOW];
        double[] imaginary = new double[WINDOW];
        for (int window = 0; window < windows; window++) {
            int start = window * HOP - HALF;
            for (int i = 0; i < WINDOW; i++) {
                int at = start + i;
                real[i] = at < 0 || at >= samples ? 0 : sound[at] * HANN[i];
                imaginary[i] = 0;
            }
            fourier.transform(real, imaginary, 0);
            for (int i = 0; i < FREQUENCIES; i++) {
                magnitudes[window * FREQUENCIES + i] = (float) Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]);
            }
        }
        return magnitudes;
    }

    /**
     * The mean power of the sound whose every window has the same spectrum, without phases, times a strength of its own; NaN for
     * a sound of less than a hop, of which nothing is left between the halves at its ends.
     *
     * @param spectrum by frequency
     * @param strengths by window
     */
    static double power(double[] spectrum, double[] strengths) {
        double[] wave = wave(spectrum);
        int samples = HOP * (strengths.length - 1);
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            int at = i + HALF;
            double value = 0;
            double weight = 0;
            for (int window = Math.max(0, Math.floorDiv(at - WINDOW, HOP) + 1); window < strengths.length && window * HOP <= at; window++) {
                int place = at - window * HOP;
                value += strengths[window] * wave[place];
                weight += HANN[place] * HANN[place];
            }
            value = weight > Float.MIN_NORMAL ? value / weight : value;
            sum += value * value;
        }
        return sum / samples;
    }

    /** One window of a spectrum. */
    private static double[] wave(double[] spectrum) {
        double[] real = new double[WINDOW];
        double[] imaginary = new double[WINDOW];
        for (int i = 0; i < WINDOW; i++) {
            real[i] = spectrum[i < FREQUENCIES ? i : WINDOW - i];
        }
        new FourierTransform(WINDOW).transform(real, imaginary, 0);
        for (int i = 0; i < WINDOW; i++) {
            real[i] = real[i] / WINDOW * HANN[i];
        }
        return real;
    }
}
