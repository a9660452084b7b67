package dev.tandem.operators.image.codec;

/**
 * How much each value of a row or column counts for each value of a longer or shorter one. Weights are whole numbers of
 * {@value #FRACTION_BITS} fractional bits: the result is the same on every machine.
 */
public final class ResamplingWeights {
    static final int FRACTION_BITS = 22;

    private static final int LOBES = 3;

    private final int[] first;
    private final int[][] weights;

    private ResamplingWeights(int outputs) {
        first = new int[outputs];
        weights = new int[outputs][];
    }

    /** Lanczos with three lobes, widened by the scale when it shrinks so that every input counts. */
    public static ResamplingWeights lanczos(int inputs, int outputs) {
        ResamplingWeights made = new ResamplingWeights(outputs);
        double scale = (double) inputs / outputs;
        double stretch = Math.max(1, scale);
        for (int output = 0; output < outputs; output++) {
            double center = (output + 0.5) * scale;
            int from = (int) Math.max(0, center - LOBES * stretch + 0.5);
            int to = (int) Math.min(inputs, center + LOBES * stretch + 0.5);
            double[] exact = new double[to - from];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = lanczos((from + i - center + 0.5) / stretch);
            }
            made.put(output, from, exact);
        }
        return made;
    }

    /** The mean of what an output covers, of values at its edges as much as it covers: for shrinking. */
    public static ResamplingWeights area(int inputs, int outputs) {
        ResamplingWeights made = new ResamplingWeights(outputs);
        double scale = (double) inputs / outputs;
        for (int output = 0; output < outputs; output++) {
            double start = output * scale;
            double end = (output + 1) * scale;
            int from = (int) start;
            int to = (int) Math.min(inputs, Math.ceil(end));
            double[] exact = new double[Math.max(1, to - from)];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = Math.max(0, Math.min(end, from + i + 1) - Math.max(start, from + i));
            }
            made.put(output, from, exact);
        }
        return made;
    }

    /** One output value from {@code inputs} of 0 to 255 (indexed from 0), clamped to the same. */
    public int apply(int output, int[] inputs) {
        // A whole number may overflow on its way, but comes back: what the weights make of 255 at most does not.
        int sum = dot(weights[output], inputs, first[output]) + (1 << FRACTION_BITS - 1);
        return Math.clamp(sum >> FRACTION_BITS, 0, 255);
    }

    /** A short loop, which becomes vector instructions. */
    private static int dot(int[] row, int[] inputs, int from) {
        int sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * inputs[from + i];
        }
        return sum;
    }

    int outputs() {
        return first.length;
    }

    /** The first input that counts for an output. */
    int first(int output) {
        return first[output];
    }

    /** The weights of the inputs from the first on. */
    int[] of(int output) {
        return weights[output];
    }

    private void put(int output, int from, double[] exact) {
        double total = 0;
        for (double weight : exact) {
            total += weight;
        }
        int[] rounded = new int[exact.length];
        for (int i = 0; i < exact.length; i++) {
            rounded[i] = (int) Math.round(exact[i] / total * (1 << FRACTION_BITS));
        }
        first[output] = from;
        weights[output] = rounded;
    }

    private static double lanczos(double x) {
        return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }
}
