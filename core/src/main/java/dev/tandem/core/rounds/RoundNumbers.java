package dev.tandem.core.rounds;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a round found, in numbers. Intervals are drawn by pages, as pairs of one page go together.
 *
 * @param judged pairs of the pool that are not held out
 * @param boilerplate of them, whose text too many others have
 * @param heldOut pairs that the models are evaluated with
 * @param in pairs that are kept now and were not in the round before
 * @param out pairs that were kept in the round before and are not now
 * @param cut none where the score cannot tell good from bad, so that nothing is dropped; and in round 0
 * @param recallAt1 of the held-out pairs, both directions together
 * @param chance what guessing would have as recall at 5
 * @param random recall at 5 of towers that were trained on as many pairs, drawn from what the recipe left; none in round 0
 * @param overPrevious recall at 5 less that of the round before, pair by pair; none in round 0
 * @param overFirst the same less that of round 0, which is what the recipe left
 * @param diversity one less the mean cosine of the texts of two pairs that are kept
 * @param agreement chance that the towers, out of fold, like a kept pair more than one that is dropped; one half where nothing is
 * @param slices recall at 5, by kinds of held-out pairs
 */
public record RoundNumbers(
        int judged,
        int kept,
        int boilerplate,
        int heldOut,
        int in,
        int out,
        Optional<Cut> cut,
        Estimate recallAt1,
        Estimate recallAt5,
        double chance,
        Optional<Double> random,
        Optional<Estimate> overPrevious,
        Optional<Estimate> overFirst,
        double diversity,
        double agreement,
        SortedMap<String, Slice> slices) {

    public RoundNumbers {
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    }

    /**
     * Where the score was cut.
     *
     * @param noiseShare of the pool, as estimated
     * @param expectedNoise share among what is kept, as estimated
     */
    public record Cut(double threshold, double noiseShare, double expectedNoise) {}

    /** Of one kind of held-out pairs. */
    public record Slice(int pairs, Estimate recallAt5) {}
}
