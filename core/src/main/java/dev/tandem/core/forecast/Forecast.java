package dev.tandem.core.forecast;

import dev.tandem.core.operator.OperatorKind;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a recipe will make of an input, as far as a sample of the input tells. Costs are of one core, without what shards,
 * services and workflows cost. Numbers of the input are those of the sample, scaled.
 *
 * @param inputBytes of the files
 * @param inputSamples estimated, those included that cannot be read
 * @param sampled how many of them were looked at
 * @param unreadable of those that were looked at
 * @param readMicros what reading one costs
 * @param seconds predicted for the whole input
 * @param elapsedSeconds of the clock, predicted for the whole input and this machine, with as many shards at a time as the recipe says;
 *     without the start, what the store costs, and what is published
 * @param calls rows that models will be given, by model: predicted for the whole input
 * @param known rows that models need not be given, by model, as they were before, or stand twice in a shard
 * @param cost what they cost by the prices of the recipe; empty where it names none
 * @param overBudget what of the recipe's budget that is more than
 * @param proposals where another order, in several stages, would cost less
 */
public record Forecast(
        String recipe,
        long inputBytes,
        long inputSamples,
        long sampled,
        long unreadable,
        double readMicros,
        double seconds,
        double elapsedSeconds,
        List<StepForecast> steps,
        Map<String, Long> calls,
        Map<String, Long> known,
        OptionalDouble cost,
        List<String> overBudget,
        List<Proposal> proposals) {

    /**
     * A step of the plan.
     *
     * @param in samples of the sample that come into it
     * @param kept those that are left, or made
     * @param inputIn predicted for the whole input
     * @param inputKept predicted for the whole input
     * @param seconds predicted for the whole input
     * @param elapsedSeconds of the clock, predicted for the whole input
     */
    public record StepForecast(
            String stage,
            long in,
            long kept,
            long inputIn,
            long inputKept,
            double seconds,
            double elapsedSeconds,
            List<OperatorForecast> operators) {}

    /**
     * An operator of a step.
     *
     * @param in samples that it is asked about: all that come into the step, but those that failed before it
     * @param against samples that it would drop if it were alone
     * @param dropped samples that it drops first, after those before it
     * @param failed samples that it cannot process
     * @param micros what a sample costs where it stands, after what operators before it have worked out already
     * @param aloneMicros what a sample costs where it is the only operator
     * @param inputDropped predicted for the whole input
     * @param seconds predicted for the whole input
     * @param calls rows that models will be given, by model: predicted for the whole input
     * @param known rows that they need not be given: predicted for the whole input
     */
    public record OperatorForecast(
            String operator,
            OperatorKind kind,
            long in,
            long against,
            long dropped,
            long failed,
            double micros,
            double aloneMicros,
            long inputDropped,
            double seconds,
            Map<String, Long> calls,
            Map<String, Long> known) {}

    /**
     * An order of a stage that keeps the same samples for less. All filters of a stage measure all samples that come into it: it
     * is the cut into several stages, the cheap and selective filters first, that saves.
     *
     * @param operators as the recipe has them
     * @param stages the same operators, cut
     * @param seconds predicted for the whole input, as the recipe is
     * @param proposedSeconds predicted for the whole input, reading the samples again for each further stage included
     */
    public record Proposal(
            String stage, List<String> operators, List<List<String>> stages, double seconds, double proposedSeconds) {}
}
