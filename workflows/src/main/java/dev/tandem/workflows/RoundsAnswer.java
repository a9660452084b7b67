package dev.tandem.workflows;

import dev.tandem.core.model.Digest;

/**
 * What people said of the pairs of a round, on its way to the rounds.
 *
 * @param by whoever brings it
 * @param round whose pairs these are
 * @param labels data set with the labels, as {@code name@version}
 * @param said digest of the document that says of each pair what they think of it
 * @param asked pairs
 * @param agreed of these, those about which they think as the round does
 */
public record RoundsAnswer(String by, int round, String labels, Digest said, int asked, int agreed) {}
