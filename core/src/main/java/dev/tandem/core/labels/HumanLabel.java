package dev.tandem.core.labels;

import dev.tandem.core.model.Digest;
import java.util.List;

/**
 * What a person said of a sample.
 *
 * @param line of the file that it stands in
 * @param run that the sample was taken from; empty where the file does not say
 * @param annotator who said it, as the file names them
 * @param label {@code good} or {@code bad}, a number, {@code first}, {@code second} or {@code tie} of two answers, or any other
 *     short text; empty where the person only corrected
 * @param comment empty for none
 * @param corrections of its text, in their order, none over another
 */
public record HumanLabel(
        int line, String run, Digest sample, String annotator, String label, String comment, List<Correction> corrections) {
    public HumanLabel {
        corrections = List.copyOf(corrections);
    }

    /**
     * Another text for a stretch of the sample's.
     *
     * @param start first character, in code points
     * @param end behind the last
     */
    public record Correction(int start, int end, String text) {}
}
