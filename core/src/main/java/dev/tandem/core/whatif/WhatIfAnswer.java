package dev.tandem.core.whatif;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlanChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run would have kept with other values of some parameters, told from what it measured.
 *
 * @param steps those that have a changed operator, in the order of the run; each as if it alone were changed
 */
public record WhatIfAnswer(String run, List<StepAnswer> steps) {

    /**
     * What a step would have kept of the samples that came into it.
     *
     * @param operators labels, in order
     * @param settings what differs; empty where all values are those of the run
     * @param in samples that came into the step
     * @param keptBefore as the run kept them
     * @param keptAfter as it would have
     * @param nowKept samples that were dropped and would be kept
     * @param nowDropped samples that were kept and would be dropped
     * @param otherReason samples that would be dropped as well, but for another reason
     * @param reasons why samples leave, as {@code operator: reason}, by reason
     * @param examples some of the samples that flip
     * @param following steps that work on the result: what they would make of samples that flip is not predicted
     */
    public record StepAnswer(
            String stage,
            List<String> operators,
            List<PlanChange.Setting> settings,
            long in,
            long keptBefore,
            long keptAfter,
            long nowKept,
            long nowDropped,
            long otherReason,
            List<ReasonCount> reasons,
            List<Example> examples,
            List<String> following) {}

    /** How many samples leave for a reason. */
    public record ReasonCount(String reason, long before, long after) {}

    /**
     * A sample that flips.
     *
     * @param before why it was dropped; empty where it was kept
     * @param after why it would be dropped; empty where it would be kept
     * @param values measured by the changed operators and by those that give the reasons, as {@code operator.feature}
     * @param text the start of its text, as mappers left it
     */
    public record Example(
            Digest sample,
            String source,
            Optional<String> before,
            Optional<String> after,
            Map<String, Object> values,
            String text) {}
}
