package dev.tandem.core.labels;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.labels.LabelSampling.Chosen;
import java.util.List;

/**
 * What people say of the sample of a gate: whether they would keep what the stage kept.
 *
 * @param kept samples of it that the stage had kept
 * @param keptGood of these, those that people find good
 * @param left samples that it had not kept
 * @param leftBad of these, those that people find bad
 */
public record LabelReview(int kept, int keptGood, int left, int leftBad) {

    /**
     * Counts. Of a sample about which as many people say one thing as another, nobody says what the stage did.
     *
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} where labels are missing, or are neither good nor bad
     */
    public static LabelReview of(List<Chosen> sample, LabelledSet labels) {
        List<String> missing = sample.stream()
                .filter(chosen -> labels.of(chosen.sample()).isEmpty())
                .map(chosen -> chosen.sample().abbreviated())
                .toList();
        if (!missing.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, missing.size() + " of the " + sample.size()
                    + " samples of the review have no label, such as " + missing.getFirst() + ". Label all of them.");
        }
        int[] counts = new int[4];
        for (Chosen chosen : sample) {
            labels.of(chosen.sample()).forEach(LabelReview::verify);
            String said = labels.majority(chosen.sample()).map(LabelReview::word).orElse("");
            int place = chosen.kept() ? 0 : 2;
            counts[place]++;
            counts[place + 1] += said.equals(chosen.kept() ? "good" : "bad") ? 1 : 0;
        }
        return new LabelReview(counts[0], counts[1], counts[2], counts[3]);
    }

    private static void verify(HumanLabel label) {
        if (word(label.label()).isEmpty()) {
            throw LabelCheck.wrong(label.line(), "a review asks for good or bad, found '" + LabelCheck.shown(label.label()) + "'");
        }
    }

    /** Labels of two kinds under their common names; empty for others. */
    public static String word(String label) {
        return switch (label) {
            case "good", "1", "true" -> "good";
            case "bad", "0", "false" -> "bad";
            default -> "";
        };
    }
}
