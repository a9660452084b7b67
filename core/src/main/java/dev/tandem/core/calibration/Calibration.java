package dev.tandem.core.calibration;

import java.util.List;
import java.util.Optional;

/**
 * What labelled samples say of the values that a run measured.
 *
 * @param good labelled samples of the run that are good
 * @param bad labelled samples of the run that are bad
 * @param unmatched labels that name no sample of the run
 * @param firstUnmatched some of them
 * @param precision share of good samples among those kept that thresholds are proposed for
 * @param features those that tell good from bad best first
 * @param fused of what is most telling of several operators, the label model of their votes; empty where fewer than
 *     {@value FusedScore#LEAST_VOTES} of them tell anything
 * @param skipped features that nothing can be said of, each with the reason
 */
public record Calibration(
        String run,
        int good,
        int bad,
        int unmatched,
        List<String> firstUnmatched,
        double precision,
        List<FeatureCurve> features,
        Optional<FeatureCurve> fused,
        List<String> skipped) {

    /** Which values are the better ones. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /**
     * One measured value.
     *
     * @param stage whose step measured it last
     * @param feature {@code operator.feature}
     * @param good good samples with a value
     * @param bad bad samples with a value
     * @param area probability that the value of a good sample is the better one
     * @param areaInterval 95 %; where it has 0.5 in it, the value may say nothing
     * @param measured samples of the whole run that have a value
     * @param curve thresholds, the least strict first
     * @param proposal the least strict threshold that has the precision; empty where none does
     */
    public record FeatureCurve(
            String stage,
            String feature,
            Better better,
            int good,
            int bad,
            double area,
            Interval areaInterval,
            long measured,
            List<Point> curve,
            Optional<Proposal> proposal) {

        /** Whether the value is better than chance as far as these samples can tell. */
        public boolean tells() {
            return areaInterval.low() > 0.5;
        }
    }

    /**
     * What a threshold keeps.
     *
     * @param threshold itself kept
     * @param kept labelled samples
     * @param keptGood good ones among them
     * @param precision share of good samples among those kept
     * @param precisionInterval 95 %, Wilson's
     * @param recall share of the good samples that is kept
     * @param keptOfRun samples of the whole run
     */
    public record Point(
            double threshold, int kept, int keptGood, double precision, Interval precisionInterval, double recall, long keptOfRun) {}

    /**
     * A threshold to set.
     *
     * @param thresholdInterval 95 %, of the thresholds that samples drawn from the labelled ones with replacement lead to
     * @param found share of these draws in which any threshold had the precision
     * @param recipe lines for a recipe, behind what measures the value
     */
    public record Proposal(Point at, Interval thresholdInterval, double found, List<String> recipe) {}
}
