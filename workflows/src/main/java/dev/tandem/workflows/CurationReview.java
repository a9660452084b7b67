package dev.tandem.workflows;

/**
 * What people said of the sample of a gate, on its way to the run.
 *
 * @param by whoever brings it
 * @param step whose result was reviewed
 * @param labels data set with the labels, as {@code name@version}
 * @param kept samples that the stage had kept
 * @param keptGood of these, those that people find good
 * @param left samples that it had not kept
 * @param leftBad of these, those that people find bad
 */
public record CurationReview(String by, int step, String labels, int kept, int keptGood, int left, int leftBad) {}
