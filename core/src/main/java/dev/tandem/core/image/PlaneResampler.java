package dev.tandem.core.image;

import java.util.Arrays;

/**
 * One channel of a picture in another size, to the bit as Pillow 13 has it: rounded to eight bits between the two walks; rows
 * first, but columns where the height shrinks by more than twice what the width does. The picture is read once, row by row, and
 * as many rows are held as are being added up.
 */
public final class PlaneResampler {
    private static final int HALF = 1 << ResamplingWeights.FRACTION_BITS - 1;
    private static final int BRIGHTEST = 255;
    private static final int TOGETHER = 4;

    private final ResamplingWeights horizontal;
    private final ResamplingWeights vertical;
    private final boolean rowsFirst;
    private final RowSink out;
    /** What was added up so far of each row of the result that is not finished. */
    private final int[][] sums;
    private int finished;

    private PlaneResampler(ResamplingWeights horizontal, ResamplingWeights vertical, boolean rowsFirst, RowSink out) {
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.rowsFirst = rowsFirst;
        this.out = out;
        this.sums = new int[vertical.outputs()][];
    }

    /** Gives the rows of a channel, from the top: values from 0 to 255. */
    @FunctionalInterface
    public interface RowSource {
        void read(int y, int[] row);
    }

    /** Receives the rows of the result, from the top. */
    @FunctionalInterface
    public interface RowSink {
        void accept(int y, int[] row);
    }

    /** The part of a result that is wanted; it lies within it. */
    public record Window(int x, int y, int width, int height) {}

    /** Resizes a channel of {@code width} times {@code height} values by Lanczos. */
    public static void resize(int width, int height, RowSource source, int newWidth, int newHeight, RowSink out) {
        resize(width, height, source, Interpolation.LANCZOS, newWidth, newHeight, new Window(0, 0, newWidth, newHeight), out);
    }

    /**
     * A part of what resizing a channel gives.
     *
     * @param newWidth of the whole result
     * @param newHeight of the whole result
     * @param out receives the rows of the part
     */
    public static void resize(int width, int height, RowSource source, Interpolation curve, int newWidth, int newHeight,
            Window part, RowSink out) {
        int lost = height - newHeight;
        boolean rowsFirst = lost <= 0 || lost <= 2L * (width - newWidth);
        PlaneResampler resampler = new PlaneResampler(
                ResamplingWeights.of(curve, width, newWidth).window(part.x(), part.width()),
                ResamplingWeights.of(curve, height, newHeight).window(part.y(), part.height()), rowsFirst, out);
        int first = resampler.vertical.first(0);
        int last = part.height() - 1;
        int end = resampler.vertical.first(last) + resampler.vertical.of(last).length;
        if (rowsFirst) {
            resampler.addResized(source, width, first, end);
        } else {
            int[] row = new int[width];
            for (int y = first; y < end; y++) {
                source.read(y, row);
                resampler.add(y, row);
            }
        }
    }

    /** Some rows together, which is faster than one after the other. */
    private void addResized(RowSource source, int width, int first, int end) {
        int[][] rows = new int[TOGETHER][width];
        int[][] resized = new int[TOGETHER][horizontal.outputs()];
        for (int y = first; y < end; y += TOGETHER) {
            int count = Math.min(TOGETHER, end - y);
            for (int i = 0; i < count; i++) {
                source.read(y + i, rows[i]);
            }
            horizontal.applyToFour(rows, resized);
            addFour(y, count, resized);
        }
    }

    /** Four rows, of which the last may count for nothing. */
    private void addFour(int y, int count, int[][] added) {
        int[] factors = new int[TOGETHER];
        for (int output = finished; output < sums.length && vertical.first(output) < y + count; output++) {
            int[] weights = vertical.of(output);
            int place = y - vertical.first(output);
            for (int i = 0; i < TOGETHER; i++) {
                factors[i] = place + i >= 0 && place + i < weights.length ? weights[place + i] : 0;
            }
            addFour(sums(output, added[0].length), added[0], added[1], added[2], added[3], factors);
            if (place + count >= weights.length) {
                finish(output);
            }
        }
    }

    private static void addFour(int[] sums, int[] first, int[] second, int[] third, int[] fourth, int[] weights) {
        int a = weights[0];
        int b = weights[1];
        int c = weights[2];
        int d = weights[3];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }

    private int[] sums(int output, int length) {
        if (sums[output] == null) {
            sums[output] = new int[length];
            Arrays.fill(sums[output], HALF);
        }
        return sums[output];
    }

    private void add(int y, int[] added) {
        for (int output = finished; output < sums.length && vertical.first(output) <= y; output++) {
            int[] weights = vertical.of(output);
            int place = y - vertical.first(output);
            add(sums(output, added.length), added, weights[place]);
            if (place == weights.length - 1) {
                finish(output);
            }
        }
    }

    private static void add(int[] sums, int[] values, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }

    private void finish(int output) {
        int[] row = sums[output];
        for (int i = 0; i < row.length; i++) {
            row[i] = Math.clamp(row[i] >> ResamplingWeights.FRACTION_BITS, 0, BRIGHTEST);
        }
        out.accept(output, rowsFirst ? row : resized(row));
        sums[output] = null;
        finished = output + 1;
    }

    private int[] resized(int[] row) {
        int[] resized = new int[horizontal.outputs()];
        for (int x = 0; x < resized.length; x++) {
            resized[x] = horizontal.apply(x, row);
        }
        return resized;
    }
}
