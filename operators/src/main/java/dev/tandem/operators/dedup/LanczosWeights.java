package dev.tandem.operators.dedup;

/**
 * Lanczos resampling (three lobes) of a row or column of 8-bit values, widened by the scale when it shrinks so that
 * every input counts. Weights are whole numbers of 22 fractional bits: the result is the same on every machine.
 */
final class LanczosWeights {
    private static final int LOBES = 3;
    private static final int FRACTION_BITS = 22;

    private final int[] first;
    private final int[][] weights;

    LanczosWeights(int inputs, int outputs) {
        first = new int[outputs];
        weights = new int[outputs][];
        double scale = (double) inputs / outputs;
        double stretch = Math.max(1, scale);
        for (int output = 0; output < outputs; output++) {
            double center = (output + 0.5) * scale;
            int from = (int) Math.max(0, center - LOBES * stretch + 0.5);
            int to = (int) Math.min(inputs, center + LOBES * stretch + 0.5);
            first[output] = from;
            weights[output] = weights(from, to, center, stretch);
        }
    }

    /** One output value from {@code inputs} (indexed from 0), clamped to 0..255. */
    int apply(int output, int[] inputs) {
        int[] row = weights[output];
        int from = first[output];
        long sum = 1L << (FRACTION_BITS - 1);
        for (int i = 0; i < row.length; i++) {
            sum += (long) row[i] * inputs[from + i];
        }
        return Math.clamp(sum >> FRACTION_BITS, 0, 255);
    }

    private static int[] weights(int from, int to, double center, double stretch) {
        double[] exact = new double[to - from];
        double total = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = lanczos((from + i - center + 0.5) / stretch);
            total += exact[i];
        }
        int[] weights = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            weights[i] = (int) Math.round(exact[i] / total * (1 << FRACTION_BITS));
        }
        return weights;
    }

    private static double lanczos(double x) {
        return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }
}
