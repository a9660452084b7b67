package dev.tandem.core.calibration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Values of labelled samples of which the greater are the better, in order. What is kept is what is at least a threshold; only the
 * values themselves are thresholds, as others keep what one of them keeps.
 */
final class LabelledValues {
    /** What fewer samples say of a threshold says nothing. */
    static final int LEAST_KEPT = 5;

    private static final int REPLICATES = 1_000;
    private static final double TAIL = 0.025;
    /** A share that is a fraction of small numbers is not missed by a rounding error. */
    private static final double TOLERANCE = 1e-12;
    private static final int DIGITS = 17;

    private final double[] values;
    private final boolean[] good;

    /** Values and labels of the same samples, in any order; none is NaN. */
    LabelledValues(double[] values, boolean[] good) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        this.good = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            this.good[i] = good[order[i]];
        }
    }

    /** The same with good and bad, and greater and smaller, exchanged. */
    LabelledValues reversed() {
        boolean[] bad = new boolean[good.length];
        for (int i = 0; i < bad.length; i++) {
            bad[i] = !good[i];
        }
        return new LabelledValues(Arrays.stream(values).map(value -> 0.0 - value).toArray(), bad);
    }

    /** What a threshold keeps of the labelled samples. */
    record Kept(double threshold, int samples, int good) {
        double precision() {
            return (double) good / samples;
        }
    }

    int size() {
        return values.length;
    }

    int good() {
        int count = 0;
        for (boolean one : good) {
            count += one ? 1 : 0;
        }
        return count;
    }

    AreaUnderCurve area() {
        double[] ofGood = IntStream.range(0, values.length).filter(i -> good[i]).mapToDouble(i -> values[i]).toArray();
        double[] ofBad = IntStream.range(0, values.length).filter(i -> !good[i]).mapToDouble(i -> values[i]).toArray();
        return AreaUnderCurve.of(ofGood, ofBad);
    }

    /** Some of the thresholds, the least strict first; of many, some from all over the samples, the ends among them. */
    List<Kept> curve(int most) {
        int[] starts = IntStream.range(0, values.length).filter(this::isThreshold).toArray();
        int points = Math.min(most, starts.length);
        return IntStream.range(0, points)
                .map(i -> starts[points == 1 ? 0 : (int) ((long) i * (starts.length - 1) / (points - 1))])
                .mapToObj(this::from)
                .toList();
    }

    private Kept from(int start) {
        int kept = 0;
        for (int i = start; i < values.length; i++) {
            kept += good[i] ? 1 : 0;
        }
        return new Kept(values[start], values.length - start, kept);
    }

    /**
     * The place of the least strict threshold that keeps at least this share of good samples; -1 where none does.
     *
     * @param times how often each sample counts; what does not count is no threshold either
     */
    private int place(double precision, int[] times) {
        int found = -1;
        long kept = 0;
        long keptGood = 0;
        long equal = 0;
        for (int i = values.length - 1; i >= 0; i--) {
            equal += times[i];
            kept += times[i];
            keptGood += good[i] ? times[i] : 0;
            if (isThreshold(i)) {
                if (equal > 0 && kept >= LEAST_KEPT && keptGood >= (precision - TOLERANCE) * kept) {
                    found = i;
                }
                equal = 0;
            }
        }
        return found;
    }

    /** Whether a value is the first of those that equal it. */
    private boolean isThreshold(int place) {
        return place == 0 || values[place] != values[place - 1];
    }

    private int[] once() {
        int[] times = new int[values.length];
        Arrays.fill(times, 1);
        return times;
    }

    /** A threshold; where there is none that keeps enough good samples, it is NaN. */
    double threshold(double precision) {
        int place = place(precision, once());
        return place < 0 ? Double.NaN : values[place];
    }

    Kept kept(double threshold) {
        int start = 0;
        while (start < values.length && values[start] < threshold) {
            start++;
        }
        return start == values.length ? new Kept(threshold, 0, 0) : new Kept(threshold, values.length - start, from(start).good());
    }

    /** The threshold that is right of good and of bad samples most often, each class counted alike (Youden's). */
    double balanced() {
        int allGood = good();
        int allBad = values.length - allGood;
        double best = Double.NEGATIVE_INFINITY;
        double threshold = values[0];
        int keptGood = 0;
        int keptBad = 0;
        for (int i = values.length - 1; i >= 0; i--) {
            keptGood += good[i] ? 1 : 0;
            keptBad += good[i] ? 0 : 1;
            double advantage = (double) keptGood / allGood - (double) keptBad / allBad;
            if (isThreshold(i) && advantage > best) {
                best = advantage;
                threshold = values[i];
            }
        }
        return threshold;
    }

    /** Where the threshold lies in samples drawn from these with replacement. */
    record Bootstrap(Interval threshold, double found) {}

    /** Draws samples as many as there are, many times; the same for the same seed. */
    Bootstrap bootstrap(double precision, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] found = new double[REPLICATES];
        int count = 0;
        int[] times = new int[values.length];
        for (int replicate = 0; replicate < REPLICATES; replicate++) {
            Arrays.fill(times, 0);
            for (int draw = 0; draw < times.length; draw++) {
                times[random.nextInt(times.length)]++;
            }
            int place = place(precision, times);
            if (place >= 0) {
                found[count++] = values[place];
            }
        }
        Arrays.sort(found, 0, count);
        Interval interval = count == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Interval(found[(int) (TAIL * (count - 1))], found[(int) Math.ceil((1 - TAIL) * (count - 1))]);
        return new Bootstrap(interval, (double) count / REPLICATES);
    }

    /** A number with as few digits as possible that keeps what the threshold keeps, and stands nearer to it than to the next value. */
    double written(double threshold) {
        int start = 0;
        while (values[start] < threshold) {
            start++;
        }
        if (start == 0) {
            return threshold;
        }
        double least = values[start - 1] + (threshold - values[start - 1]) / 2;
        for (int digits = 1; digits < DIGITS; digits++) {
            double rounded = new BigDecimal(threshold).round(new MathContext(digits, RoundingMode.FLOOR)).doubleValue();
            if (rounded > least && rounded <= threshold) {
                return rounded;
            }
        }
        return threshold;
    }
}
