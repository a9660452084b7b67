package dev.tandem.core.agreement;

import dev.tandem.core.calibration.Interval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Where a statistic lies if other items had been looked at: by drawing as many with replacement, many times. */
public final class Bootstrap {
    private static final int REPLICATES = 1_000;
    private static final double TAIL = 0.025;

    private Bootstrap() {}

    /**
     * The 95 % percentile interval; the same for the same seed.
     *
     * @param statistic of items, given by their places; draws of which it is NaN are left out
     * @return all numbers, where no draw has the statistic
     */
    public static Interval interval(int items, ToDoubleFunction<int[]> statistic, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[REPLICATES];
        int found = 0;
        int[] places = new int[items];
        for (int replicate = 0; replicate < REPLICATES && items > 0; replicate++) {
            for (int i = 0; i < items; i++) {
                places[i] = random.nextInt(items);
            }
            double value = statistic.applyAsDouble(places);
            if (!Double.isNaN(value)) {
                values[found++] = value;
            }
        }
        if (found == 0) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        Arrays.sort(values, 0, found);
        return new Interval(values[(int) (TAIL * (found - 1))], values[(int) Math.ceil((1 - TAIL) * (found - 1))]);
    }
}
