package dev.tandem.core.report;

import java.util.Arrays;
import java.util.Locale;

/** The distribution of a feature, from its 1st to its 99th percentile, as an inline drawing. */
final class Histogram {
    private static final int BINS = 40;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 70;

    private final double[] sorted;

    Histogram(double[] values) {
        sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    double quantile(double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }

    String svg() {
        double low = quantile(0.01);
        double high = quantile(0.99);
        int[] bins = new int[BINS];
        for (double value : sorted) {
            double position = high > low ? (value - low) / (high - low) : 0;
            if (position >= 0 && position <= 1) {
                bins[(int) Math.min(BINS - 1, position * BINS)]++;
            }
        }
        int highest = Math.max(1, Arrays.stream(bins).max().orElse(1));
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + 14) + "\" width=\"" + WIDTH + "\">");
        for (int i = 0; i < BINS; i++) {
            double height = (double) bins[i] / highest * HEIGHT;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    i * (double) WIDTH / BINS,
                    HEIGHT - height,
                    (double) WIDTH / BINS - 1,
                    height));
        }
        return svg.append("<text x=\"0\" y=\"" + (HEIGHT + 12) + "\">" + number(low) + "</text><text x=\"" + WIDTH
                        + "\" y=\"" + (HEIGHT + 12) + "\" text-anchor=\"end\">" + number(high) + "</text></svg>")
                .toString();
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
