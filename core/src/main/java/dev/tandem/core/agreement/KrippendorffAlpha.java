package dev.tandem.core.agreement;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Krippendorff's alpha: how far any number of raters agree beyond chance, where each may have left items out. By the coincidences
 * of values within items (K. Krippendorff, Content Analysis, chapter on reliability).
 */
public final class KrippendorffAlpha {
    private KrippendorffAlpha() {}

    /** How much two values differ. */
    public enum Metric {
        /** Categories without an order. */
        NOMINAL,
        /** Ranks. */
        ORDINAL,
        /** Numbers whose differences mean something. */
        INTERVAL
    }

    /**
     * Alpha of items; one that fewer than two raters have rated says nothing.
     *
     * @param items what raters said of each, NaN where one said nothing; in any order
     * @return NaN where there is nothing to compare, or all values are the same
     */
    public static double of(double[][] items, Metric metric) {
        double[] values = Arrays.stream(items)
                .filter(item -> rated(item).length > 1)
                .flatMapToDouble(item -> Arrays.stream(rated(item)))
                .sorted()
                .distinct()
                .toArray();
        double[][] coincidences = coincidences(items, values);
        double[] totals = Arrays.stream(coincidences).mapToDouble(row -> DoubleStream.of(row).sum()).toArray();
        double all = DoubleStream.of(totals).sum();
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < values.length; j++) {
                double distance = distance(metric, values, totals, i, j);
                observed += coincidences[i][j] * distance;
                expected += totals[i] * totals[j] * distance;
            }
        }
        return expected == 0 ? Double.NaN : 1 - (all - 1) * observed / expected;
    }

    private static double[] rated(double[] item) {
        return Arrays.stream(item).filter(value -> !Double.isNaN(value)).toArray();
    }

    private static double[][] coincidences(double[][] items, double[] values) {
        double[][] coincidences = new double[values.length][values.length];
        for (double[] item : items) {
            double[] rated = rated(item);
            for (int i = 0; i < rated.length; i++) {
                for (int j = 0; j < rated.length; j++) {
                    if (i != j) {
                        coincidences[place(values, rated[i])][place(values, rated[j])] += 1.0 / (rated.length - 1);
                    }
                }
            }
        }
        return coincidences;
    }

    private static int place(double[] values, double value) {
        return Arrays.binarySearch(values, value);
    }

    private static double distance(Metric metric, double[] values, double[] totals, int i, int j) {
        double difference = switch (metric) {
            case NOMINAL -> i == j ? 0 : 1;
            case ORDINAL -> {
                double between = 0;
                for (int k = Math.min(i, j); k <= Math.max(i, j); k++) {
                    between += totals[k];
                }
                yield i == j ? 0 : between - (totals[i] + totals[j]) / 2;
            }
            case INTERVAL -> values[i] - values[j];
        };
        return difference * difference;
    }
}
