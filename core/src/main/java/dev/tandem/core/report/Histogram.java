package dev.tandem.core.report;

import java.util.Arrays;
import java.util.List;
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

    /** @param cuts where to draw a line, those at the edge that lie beyond it */
    String svg(List<Double> cuts) {
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
        return end(svg, cuts);
    }

    /**
     * The share of the values that each lower limit would keep, from all to none.
     *
     * @param cuts where to draw a line
     */
    String keepCurve(List<Double> cuts) {
        double low = quantile(0.01);
        double high = quantile(0.99);
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + 14) + "\" width=\"" + WIDTH
                + "\"><polyline class=\"curve\" points=\"");
        int below = 0;
        for (int i = 0; i <= BINS; i++) {
            double limit = low + (high - low) * i / BINS;
            while (below < sorted.length && sorted[below] < limit) {
                below++;
            }
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", i * (double) WIDTH / BINS, HEIGHT * (double) below / sorted.length));
        }
        return end(svg.append("\"/>"), cuts);
    }

    private String end(StringBuilder svg, List<Double> cuts) {
        double low = quantile(0.01);
        double high = quantile(0.99);
        for (double cut : cuts) {
            double position = high > low ? Math.clamp((cut - low) / (high - low), 0, 1) : 0;
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"cut\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"><title>%3$s</title></line>",
                    position * WIDTH, HEIGHT, number(cut)));
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
