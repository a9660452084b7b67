package dev.tandem.core.agreement;

import dev.tandem.core.calibration.Interval;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far one number goes with another.
 *
 * @param value from -1 to 1; NaN where one of the two never changes
 * @param interval 95 %, by Fisher's z; from -1 to 1 where there are too few items to tell
 */
public record Correlation(double value, Interval interval) {
    private static final double Z = 1.959963984540054;
    private static final int LEAST = 4;
    /** Ranks vary more than normal numbers do (Fieller, Hartley and Pearson, 1957). */
    private static final double RANK_VARIANCE = 1.06;

    /** Pearson's: of the numbers themselves. */
    public static Correlation pearson(double[] x, double[] y) {
        return of(product(x, y), x.length, 1);
    }

    /** Spearman's: of their ranks, equal numbers sharing theirs. */
    public static Correlation spearman(double[] x, double[] y) {
        return of(product(ranks(x), ranks(y)), x.length, RANK_VARIANCE);
    }

    private static Correlation of(double value, int items, double variance) {
        if (Double.isNaN(value) || items < LEAST) {
            return new Correlation(value, new Interval(-1, 1));
        }
        double half = Z * Math.sqrt(variance / (items - 3));
        double centre = Math.log((1 + value) / (1 - value)) / 2;
        return new Correlation(value, new Interval(Math.tanh(centre - half), Math.tanh(centre + half)));
    }

    private static double product(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("Two numbers of each item, found " + x.length + " and " + y.length);
        }
        double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElse(Double.NaN);
        double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElse(Double.NaN);
        double both = 0;
        double ofX = 0;
        double ofY = 0;
        for (int i = 0; i < x.length; i++) {
            both += (x[i] - meanX) * (y[i] - meanY);
            ofX += (x[i] - meanX) * (x[i] - meanX);
            ofY += (y[i] - meanY) * (y[i] - meanY);
        }
        return ofX == 0 || ofY == 0 ? Double.NaN : Math.clamp(both / Math.sqrt(ofX * ofY), -1, 1);
    }

    static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i <= to; i++) {
                ranks[order[i]] = (from + to) / 2.0 + 1;
            }
            from = to + 1;
        }
        return ranks;
    }
}
