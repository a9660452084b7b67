package dev.tandem.core.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much each value of a row or column counts for each value of a longer or shorter one. Weights are whole numbers of
 * {@value #FRACTION_BITS} fractional bits: the result is the same on every machine.
 */
public final class ResamplingWeights {
    public static final int FRACTION_BITS = 22;

    private static final int HALF = 1 << FRACTION_BITS - 1;
    private static final int BRIGHTEST = 255;
    /** Most pictures of a set have one of a few sizes, and weights take as long to compute as a thumbnail does to make. */
    private static final int REMEMBERED = 256;
    /** With weights of four bytes, and some six for each input: all that are remembered have some megabytes. */
    private static final int LONGEST_REMEMBERED = 2048;

    private static final Map<Key, ResamplingWeights> RECENT = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ResamplingWeights> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final int[] first;
    private final int[][] weights;

    private record Key(Interpolation curve, int inputs, int outputs) {}

    private ResamplingWeights(int outputs) {
        this(new int[outputs], new int[outputs][]);
    }

    private ResamplingWeights(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** Lanczos with three lobes, widened by the scale when it shrinks so that every input counts. */
    public static ResamplingWeights lanczos(int inputs, int outputs) {
        return of(Interpolation.LANCZOS, inputs, outputs);
    }

    /** Those of a curve, widened by the scale when it shrinks so that every input counts; the nearest input alone counts whole. */
    public static ResamplingWeights of(Interpolation curve, int inputs, int outputs) {
        if (Math.max(inputs, outputs) > LONGEST_REMEMBERED) {
            return made(curve, inputs, outputs);
        }
        Key key = new Key(curve, inputs, outputs);
        synchronized (RECENT) {
            ResamplingWeights known = RECENT.get(key);
            if (known != null) {
                return known;
            }
        }
        ResamplingWeights made = made(curve, inputs, outputs);
        synchronized (RECENT) {
            RECENT.put(key, made);
        }
        return made;
    }

    private static ResamplingWeights made(Interpolation curve, int inputs, int outputs) {
        ResamplingWeights made = new ResamplingWeights(outputs);
        if (curve == Interpolation.NEAREST) {
            double step = (double) inputs / outputs;
            double place = step / 2;
            // Added up as Pillow does, whose places at the edge between two inputs depend on it.
            for (int output = 0; output < outputs; output++, place += step) {
                made.put(output, Math.min(inputs - 1, (int) place), new double[] {1});
            }
            return made;
        }
        double scale = (double) inputs / outputs;
        double stretch = Math.max(1, scale);
        for (int output = 0; output < outputs; output++) {
            double center = (output + 0.5) * scale;
            int from = (int) Math.max(0, center - curve.reach() * stretch + 0.5);
            int to = (int) Math.min(inputs, center + curve.reach() * stretch + 0.5);
            double[] exact = new double[to - from];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = curve.at((from + i - center + 0.5) / stretch);
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
        return value(dot(weights[output], inputs, first[output]));
    }

    /** The same of four rows, all output values of each: the weights are read once for all of them. */
    void applyToFour(int[][] rows, int[][] results) {
        for (int output = 0; output < first.length; output++) {
            dots(output, rows[0], rows[1], rows[2], rows[3], results);
        }
    }

    private void dots(int output, int[] one, int[] two, int[] three, int[] four, int[][] results) {
        int[] row = weights[output];
        int from = first[output];
        int sumOfOne = 0;
        int sumOfTwo = 0;
        int sumOfThree = 0;
        int sumOfFour = 0;
        for (int i = 0; i < row.length; i++) {
            int weight = row[i];
            sumOfOne += weight * one[from + i];
            sumOfTwo += weight * two[from + i];
            sumOfThree += weight * three[from + i];
            sumOfFour += weight * four[from + i];
        }
        results[0][output] = value(sumOfOne);
        results[1][output] = value(sumOfTwo);
        results[2][output] = value(sumOfThree);
        results[3][output] = value(sumOfFour);
    }

    private static int value(int sum) {
        return Math.clamp(sum + HALF >> FRACTION_BITS, 0, BRIGHTEST);
    }

    /** A short loop, which becomes vector instructions. */
    private static int dot(int[] row, int[] inputs, int from) {
        int sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * inputs[from + i];
        }
        return sum;
    }

    /** The weights of some of the outputs, for one who needs no others. */
    ResamplingWeights window(int from, int count) {
        return new ResamplingWeights(Arrays.copyOfRange(first, from, from + count), Arrays.copyOfRange(weights, from, from + count));
    }

    public int outputs() {
        return first.length;
    }

    /** The first input that counts for an output. */
    public int first(int output) {
        return first[output];
    }

    /** The weights of the inputs from the first on. */
    public int[] of(int output) {
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
}
