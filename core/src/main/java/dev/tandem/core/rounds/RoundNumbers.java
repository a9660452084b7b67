package dev.tandem.core.rounds;

import java.util.Collections;
import java.util.List;
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
 * @param added what was brought in for the kinds that were the worst in the round before, the worst first
 * @param partner of two models that choose for each other, the second one
 * @param people what they said so far; none where nobody was asked
 * @param made what the round made, by what made it
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
        SortedMap<String, Slice> slices,
        List<Added> added,
        Optional<Partner> partner,
        Optional<Labelled> people,
        SortedMap<String, Made> made) {

    public RoundNumbers {
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
        // Rounds of older versions have none.
        added = added == null ? List.of() : List.copyOf(added);
        partner = partner == null ? Optional.empty() : partner;
        people = people == null ? Optional.empty() : people;
        made = made == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(made));
    }

    /** Of a round of one model that added nothing for worst kinds of pairs, and that nobody was asked about. */
    public RoundNumbers(
            int judged, int kept, int boilerplate, int heldOut, int in, int out, Optional<Cut> cut, Estimate recallAt1, Estimate recallAt5,
            double chance, Optional<Double> random, Optional<Estimate> overPrevious, Optional<Estimate> overFirst, double diversity,
            double agreement, SortedMap<String, Slice> slices) {
        this(judged, kept, boilerplate, heldOut, in, out, cut, recallAt1, recallAt5, chance, random, overPrevious, overFirst, diversity,
                agreement, slices, List.of(), Optional.empty(), Optional.empty(), new TreeMap<>());
    }

    /** The same, with what the second of two models found. */
    public RoundNumbers with(Partner second) {
        return new RoundNumbers(judged, kept, boilerplate, heldOut, in, out, cut, recallAt1, recallAt5, chance, random, overPrevious,
                overFirst, diversity, agreement, slices, added, Optional.of(second), people, made);
    }

    /** The same, with what was made. */
    public RoundNumbers with(SortedMap<String, Made> more) {
        return new RoundNumbers(judged, kept, boilerplate, heldOut, in, out, cut, recallAt1, recallAt5, chance, random, overPrevious,
                overFirst, diversity, agreement, slices, added, partner, people, more);
    }

    /**
     * Pairs that a round made of others.
     *
     * @param parents pairs that they were made of, or were to be
     * @param items that were found right
     * @param refused how often each reason kept one from it
     * @param calls of models, for what was found right; with the tokens
     */
    public record Made(
            long parents, long items, SortedMap<String, Long> refused, long calls, long readTokens, long writtenTokens) {
        public Made {
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        }
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

    /**
     * What was brought in for one kind of pairs, and whether it helped. Gains are pair by pair, over towers that were trained on the
     * same without all that was brought in.
     *
     * @param pairs held-out pairs of this kind
     * @param before their recall at 5 in the round before
     * @param candidates pairs of this kind that could have been brought in
     * @param reserve pairs that were taken from the reserve
     * @param rejects pairs that came back though their score is below the cut
     * @param threshold the lowest score of what was brought in
     * @param gain in recall at 5 of this kind
     * @param random the same where as many pairs of any kinds are brought in instead, drawn at random
     * @param made pairs that were made for it, and taken
     */
    public record Added(
            String slice,
            int pairs,
            Estimate before,
            int candidates,
            int reserve,
            int rejects,
            Optional<Double> threshold,
            Optional<Estimate> gain,
            Optional<Estimate> random,
            int made) {

        /** Where nothing is made. */
        public Added(
                String slice, int pairs, Estimate before, int candidates, int reserve, int rejects, Optional<Double> threshold,
                Optional<Estimate> gain, Optional<Estimate> random) {
            this(slice, pairs, before, candidates, reserve, rejects, threshold, gain, random, 0);
        }
    }

    /**
     * The second of two models that choose for each other.
     *
     * @param kept pairs that it is trained on
     * @param recallAt5 of the same held-out pairs
     * @param overFirst recall at 5 less that of its own round 0; none in round 0
     * @param kappa how far the two agree on what to keep, beyond chance; none in round 0
     */
    public record Partner(int kept, Estimate recallAt5, Optional<Estimate> overFirst, Optional<Double> kappa) {}

    /**
     * What people said of pairs that are judged: it counts more than any score.
     *
     * @param overruled pairs of which the round would have thought otherwise
     */
    public record Labelled(int good, int bad, int overruled) {}
}
