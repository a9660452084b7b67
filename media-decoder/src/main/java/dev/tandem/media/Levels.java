package dev.tandem.media;

import java.util.Arrays;

/** How loud a sound is without weights, over windows of 20 ms and in all. */
final class Levels {
    private static final int WINDOWS_PER_SECOND = 50;
    /** -120 dB: the noise of 20 bits. */
    private static final double NOTHING = 1e-12;
    private static final int QUIET_PART = 10;

    private final int channels;
    private final int length;
    private final Numbers windows = new Numbers();
    private double window;
    private int inWindow;
    private double power;
    private long samples;

    Levels(int rate, int channels) {
        this.channels = channels;
        this.length = Math.max(1, rate / WINDOWS_PER_SECOND);
    }

    void add(double[][] values, int count) {
        for (int i = 0; i < count; i++) {
            for (int channel = 0; channel < channels; channel++) {
                window += values[channel][i] * values[channel][i];
            }
            samples++;
            inWindow++;
            if (inWindow == length) {
                finishWindow();
            }
        }
    }

    /** Called once, when all was added. */
    void finish() {
        if (inWindow > 0) {
            finishWindow();
        }
    }

    private void finishWindow() {
        power += window;
        windows.add(window / inWindow / channels);
        window = 0;
        inWindow = 0;
    }

    /** In dB of full scale: 0 is a square wave that fills it. */
    double rms() {
        return decibels(power / samples / channels);
    }

    /**
     * The mean power over that of the quietest tenth of the windows, in dB. It is 0 for a sound that never changes its level,
     * be it noise or a tone.
     */
    double snr() {
        double[] sorted = windows.toArray();
        Arrays.sort(sorted);
        int quiet = Math.max(1, sorted.length / QUIET_PART);
        double noise = 0;
        double all = 0;
        for (int i = 0; i < sorted.length; i++) {
            noise += i < quiet ? sorted[i] : 0;
            all += sorted[i];
        }
        noise = Math.max(NOTHING, noise / quiet);
        all = Math.max(NOTHING, all / sorted.length);
        return Math.max(0, 10 * StrictMath.log10(all / noise));
    }

    /** How many windows have each level, in whole decibels from {@link MediaAnswer#QUIETEST} to 0. */
    int[] histogram() {
        int[] counts = new int[1 - MediaAnswer.QUIETEST];
        for (int i = 0; i < windows.size(); i++) {
            int level = (int) Math.floor(Rounding.to(decibels(windows.at(i)), 4));
            counts[Math.clamp(level, MediaAnswer.QUIETEST, 0) - MediaAnswer.QUIETEST]++;
        }
        return counts;
    }

    private static double decibels(double power) {
        return 10 * StrictMath.log10(Math.max(NOTHING, power));
    }
}
