package dev.tandem.media;

/**
 * The filter before loudness is measured, of one channel: a shelf for the head and a high pass (ITU-R BS.1770-4, annex 1).
 * The standard has coefficients for 48 kHz alone; those of other rates come from the analogue filters that these stand for.
 */
final class KWeighting {
    /** Below this rate the shelf lies above all that can be heard. */
    private static final int LEAST_RATE = 4_000;
    /** What is smaller is nothing, and would slow the processor down. */
    private static final double NOTHING = 1e-15;

    private final double[] shelf;
    private final double[] highPass;
    private final double[] states = new double[4];
    private final boolean weighted;

    KWeighting(int rate) {
        weighted = rate >= LEAST_RATE;
        double q = 0.7071752369554196;
        double k = StrictMath.tan(Math.PI * 1681.974450955533 / rate);
        double high = StrictMath.pow(10, 3.999843853973347 / 20);
        double middle = StrictMath.pow(high, 0.4996667741545416);
        double norm = 1 + k / q + k * k;
        shelf = new double[] {
            (high + middle * k / q + k * k) / norm,
            2 * (k * k - high) / norm,
            (high - middle * k / q + k * k) / norm,
            2 * (k * k - 1) / norm,
            (1 - k / q + k * k) / norm
        };
        double lowQ = 0.5003270373238773;
        double low = StrictMath.tan(Math.PI * 38.13547087602444 / rate);
        double lowNorm = 1 + low / lowQ + low * low;
        highPass = new double[] {1, -2, 1, 2 * (low * low - 1) / lowNorm, (1 - low / lowQ + low * low) / lowNorm};
    }

    /** The next sample, weighted. */
    double next(double sample) {
        return weighted ? filter(highPass, 2, filter(shelf, 0, sample)) : sample;
    }

    private double filter(double[] by, int state, double in) {
        double out = by[0] * in + states[state];
        states[state] = settled(by[1] * in - by[3] * out + states[state + 1]);
        states[state + 1] = settled(by[2] * in - by[4] * out);
        return out;
    }

    private static double settled(double value) {
        return Math.abs(value) < NOTHING ? 0 : value;
    }
}
