package dev.tandem.core.calibration;

import dev.tandem.core.calibration.Calibration.Better;
import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.calibration.Calibration.Point;
import dev.tandem.core.calibration.Calibration.Proposal;
import dev.tandem.core.calibration.LabelledValues.Bootstrap;
import dev.tandem.core.calibration.LabelledValues.Kept;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A value with its curve over the labelled samples; what it keeps of the whole run is counted into its tally. Within, values of
 * which the lower are the better have the other sign.
 */
final class Candidate {
    private static final int POINTS = 100;

    private final Measured measured;
    private final Better better;
    private final LabelledValues values;
    private final AreaUnderCurve area;
    private final List<Kept> points;
    private final double threshold;
    private final Bootstrap bootstrap;
    private final ThresholdTally tally;

    /**
     * A candidate.
     *
     * @param labels of the samples that have a value, in order
     * @param finite their values
     */
    private Candidate(Measured measured, boolean[] labels, double[] finite, double precision, long seed) {
        LabelledValues asTheyAre = new LabelledValues(finite, labels);
        AreaUnderCurve higher = asTheyAre.area();
        this.measured = measured;
        this.better = higher.area() >= 0.5 ? Better.HIGHER : Better.LOWER;
        this.values = better == Better.HIGHER
                ? asTheyAre
                : new LabelledValues(Arrays.stream(finite).map(value -> 0.0 - value).toArray(), labels);
        this.area = better == Better.HIGHER ? higher : values.area();
        this.points = values.curve(POINTS);
        double least = values.threshold(precision);
        this.threshold = Double.isNaN(least) ? least : values.written(least);
        this.bootstrap = values.bootstrap(precision, seed);
        this.tally = new ThresholdTally(
                sign(), DoubleStream.concat(points.stream().mapToDouble(Kept::threshold), DoubleStream.of(threshold))
                        .filter(Double::isFinite)
                        .toArray());
    }

    /** What can be said of a value, or why nothing can. */
    sealed interface Outcome {
        record Found(Candidate candidate) implements Outcome {}

        record Skipped(String reason) implements Outcome {}
    }

    static Outcome of(Measured measured, LabelledRows labels, double precision, long seed) {
        int[] having =
                IntStream.range(0, measured.values().length).filter(label -> Double.isFinite(measured.values()[label])).toArray();
        // Adding 0 makes a negative zero positive: they are the same.
        double[] finite = Arrays.stream(having).mapToDouble(label -> measured.values()[label] + 0.0).toArray();
        boolean[] good = new boolean[having.length];
        for (int i = 0; i < having.length; i++) {
            good[i] = labels.isGood(having[i]);
        }
        long ofGood = Arrays.stream(having).filter(labels::isGood).count();
        if (ofGood < Calibrator.LEAST_OF_EACH || having.length - ofGood < Calibrator.LEAST_OF_EACH) {
            return new Outcome.Skipped(measured.feature() + ": " + ofGood + " good and " + (having.length - ofGood)
                    + " bad labelled samples have a value");
        }
        if (Arrays.stream(finite).distinct().count() < 2) {
            return new Outcome.Skipped(measured.feature() + ": all labelled samples have the same value");
        }
        return new Outcome.Found(new Candidate(measured, good, finite, precision, seed));
    }

    String feature() {
        return measured.feature();
    }

    Measured measured() {
        return measured;
    }

    double area() {
        return area.area();
    }

    boolean tells() {
        return area.interval().low() > 0.5;
    }

    ThresholdTally tally() {
        return tally;
    }

    private double sign() {
        return better == Better.HIGHER ? 1 : -1;
    }

    private double outside(double within) {
        return sign() * within + 0.0;
    }

    /**
     * Its vote in a label model: to keep where the precision is reached, to drop where as large a share is bad, none between; where
     * one of the two cannot be had, or they overlap, a threshold between good and bad.
     */
    String vote(double precision) {
        double keep = threshold;
        LabelledValues reversed = values.reversed();
        double least = reversed.threshold(precision);
        double drop = Double.isNaN(least) ? least : reversed.written(least);
        String atLeast = better == Better.HIGHER ? ">=" : "<=";
        if (Double.isNaN(keep) || Double.isNaN(drop) || -drop >= keep) {
            String limit = Numbers.written(outside(values.written(values.balanced())));
            return feature() + " keep " + atLeast + " " + limit + " drop " + (better == Better.HIGHER ? "< " : "> ") + limit;
        }
        return feature() + " keep " + atLeast + " " + Numbers.written(outside(keep)) + " drop "
                + (better == Better.HIGHER ? "<= " : ">= ") + Numbers.written(outside(-drop));
    }

    /** @param recipe lines for a threshold */
    FeatureCurve curve(DoubleFunction<List<String>> recipe) {
        List<Point> curve = new ArrayList<>();
        points.forEach(kept -> curve.add(point(kept)));
        Optional<Proposal> proposal = Double.isNaN(threshold)
                ? Optional.empty()
                : Optional.of(new Proposal(
                        point(values.kept(threshold)), interval(), bootstrap.found(), recipe.apply(outside(threshold))));
        return new FeatureCurve(
                measured.step().stage(), feature(), better, values.good(), values.size() - values.good(), area.area(), area.interval(),
                tally.values(), curve, proposal);
    }

    private Interval interval() {
        double one = outside(bootstrap.threshold().low());
        double other = outside(bootstrap.threshold().high());
        return new Interval(Math.min(one, other), Math.max(one, other));
    }

    private Point point(Kept kept) {
        return new Point(
                outside(kept.threshold()),
                kept.samples(),
                kept.good(),
                kept.precision(),
                Interval.ofShare(kept.good(), kept.samples()),
                (double) kept.good() / values.good(),
                tally.kept(kept.threshold()));
    }

    /** The line of a selector that sets a threshold. */
    List<String> selector(double limit, String several) {
        return List.of("- threshold: {feature: " + feature() + ", threshold: " + Numbers.written(limit)
                + (better == Better.LOWER ? ", keep: at_most" : "")
                + (measured.isList() && !several.equals("mean") ? ", several: " + several : "") + "}");
    }
}
