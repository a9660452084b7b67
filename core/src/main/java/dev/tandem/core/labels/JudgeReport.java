package dev.tandem.core.labels;

import dev.tandem.core.agreement.Agreement;
import dev.tandem.core.agreement.Correlation;
import dev.tandem.core.agreement.LengthBias;
import dev.tandem.core.agreement.PositionBias;
import java.util.List;
import java.util.Optional;

/**
 * How far what a run measured goes with what people say.
 *
 * @param samples that people labelled
 * @param conflicts of these, those about which two people say different things
 * @param alpha Krippendorff's, of the people among themselves; empty where nobody labelled what another did
 * @param verdict whether the run keeps what people find good; empty where labels are others than good and bad
 */
public record JudgeReport(
        String run, int samples, List<String> annotators, int conflicts, Optional<Double> alpha, Optional<Agreement> verdict,
        List<Judge> judges) {

    /**
     * Something measured, held against people.
     *
     * @param items labelled samples that have it
     * @param pearson of the numbers and the labels; of good and bad as 1 and 0, of two answers as 1 for the first, -1 for the second
     * @param agreement where it takes the values of the labels and no others
     * @param positions where it was measured in both orders of two answers
     * @param lengths of two answers, which the judge prefers
     * @param lengthsOfPeople the same of the people
     */
    public record Judge(
            String feature,
            int items,
            Correlation pearson,
            Correlation spearman,
            Optional<Agreement> agreement,
            Optional<PositionBias> positions,
            Optional<LengthBias> lengths,
            Optional<LengthBias> lengthsOfPeople) {}
}
