package dev.tandem.core.comparison;

import dev.tandem.core.model.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What two prompts made of the same samples.
 *
 * @param operator that asked with them
 * @param samples that it was tried on
 * @param gain by how much more often a sample has a text by the second prompt, where at least one of them was asked about it
 * @param judged what judges said, where there were some
 * @param measured what was measured, where something was
 * @param callsMade calls that this comparison made; all others were answered before
 */
public record PromptComparison(
        String operator,
        int samples,
        Side a,
        Side b,
        Optional<PairedEstimate> gain,
        Optional<Judged> judged,
        Optional<Measured> measured,
        long callsMade) {

    /**
     * What one prompt made.
     *
     * @param stands samples that have all texts
     * @param refused samples that failed
     * @param refusals how often each error
     * @param firstRefusal an error in words; empty where there is none
     * @param texts parts that have a text
     * @param calls that all answers took, also those that were stored before
     * @param cost of these calls by the prices that were given; empty where there were none
     * @param distinctWords share of the words that are different ones; empty where there are none
     * @param distinctPairs the same of pairs of words
     * @param meanLength of a text, in code points
     */
    public record Side(
            String prompt,
            Digest digest,
            long stands,
            long refused,
            Map<String, Long> refusals,
            String firstRefusal,
            long texts,
            long calls,
            long readTokens,
            long writtenTokens,
            OptionalDouble cost,
            OptionalDouble distinctWords,
            OptionalDouble distinctPairs,
            OptionalDouble meanLength) {

        /** Cost for each sample that stands. */
        public OptionalDouble costForEach() {
            return cost.isPresent() && stands > 0 ? OptionalDouble.of(cost.getAsDouble() / stands) : OptionalDouble.empty();
        }
    }

    /**
     * What judges said of the texts of both, each pair in both orders.
     *
     * @param a pairs where the first prompt's text is better
     * @param ties pairs where none is, or another one in the other order; equal texts as well, of which nobody is asked
     * @param unjudged pairs that got no answer in the right form
     * @param preference from -1, where the first prompt always wins, to 1, where the second does
     */
    public record Judged(long a, long b, long ties, long unjudged, Optional<PairedEstimate> preference) {}

    /**
     * What was measured of the texts of both.
     *
     * @param of {@code <filter>.<feature>}
     * @param texts pairs that both have a number
     * @param gain by how much the second prompt's numbers are larger
     */
    public record Measured(String of, long texts, OptionalDouble a, OptionalDouble b, Optional<PairedEstimate> gain) {}
}
