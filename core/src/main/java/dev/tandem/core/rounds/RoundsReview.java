package dev.tandem.core.rounds;

import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.run.ReviewRecord.State;
import java.util.List;
import java.util.Optional;

/**
 * A gate behind a round, at which people are asked about the pairs that lie nearest to its cut.
 *
 * @param round whose pairs they look at
 * @param run of that round
 * @param share of the pairs that were judged
 * @param samples how many pairs that are
 * @param cut score that they lie nearest to
 * @param since when the rounds came to it, ISO 8601, UTC
 * @param until when they stop waiting
 * @param answer what people said
 */
public record RoundsReview(
        int round, String run, double share, int samples, double cut, State state, String since, Optional<String> until,
        Optional<Answer> answer) {
    /** What the pairs are measured by, as {@code operator.feature}. */
    public static final String SCORE = "rounds.score";

    /**
     * What people said.
     *
     * @param by whoever brought it, and when
     * @param labels data set with the labels, as {@code name@version}
     * @param said digest of the document that says of each pair what they think of it
     * @param asked pairs
     * @param agreed of these, those about which they think as the round does
     */
    public record Answer(String by, String at, String labels, Digest said, int asked, int agreed) {
        public double agreement() {
            return (double) agreed / Math.max(1, asked);
        }
    }

    public boolean waits() {
        return state == State.WAITING || state == State.OVERDUE;
    }

    public RoundsReview with(State changed, Optional<Answer> given) {
        return new RoundsReview(round, run, share, samples, cut, changed, since, until, given);
    }

    /** The share that people are asked about next: it halves whenever they agreed, down to where it ends. */
    public static double share(Rounds.People people, List<RoundsReview> before) {
        double share = people.share();
        for (RoundsReview review : before) {
            share = review.state() == State.AGREED ? Math.max(people.fallsTo(), share / 2) : share;
        }
        return share;
    }
}
