package dev.tandem.core.recipe;

import java.util.Optional;

/**
 * How data and model take turns after the stages are done.
 *
 * @param from stage whose pairs the first round trains on
 * @param rejects earlier stage; what was dropped since is judged as well, and may return
 * @param imageModel reads pictures, and has an output that is an embedding
 * @param textModel reads texts, and has an output that is an embedding
 * @param model beginning of the names under which the towers of the best round are stored
 * @param publish name of the data set of which each round is a version
 * @param heldOut one of so many parts of the pages is held out
 * @param folds parts, each of which is judged by towers that have not seen it
 * @param swaps texts that each picture is compared with, to learn what noise looks like
 * @param wantedNoise share of noise among what is kept, at most, as estimated
 * @param mostCopies pairs that may have the same text
 * @param epochs how often each pair is seen
 * @param mostPairs of the pool
 */
public record Rounds(
        String from,
        Optional<String> rejects,
        String imageModel,
        String textModel,
        String model,
        Optional<String> publish,
        int heldOut,
        int folds,
        int swaps,
        double wantedNoise,
        int mostCopies,
        int epochs,
        long seed,
        int mostPairs,
        Stop stop) {

    /**
     * When to stop.
     *
     * @param mostRounds at the latest
     * @param minGain a round that adds less to the best held-out recall so far has gained nothing
     * @param patience rounds without gain after which it ends
     * @param collapse share by which diversity may fall while the model agrees more with itself and is no better
     */
    public record Stop(int mostRounds, double minGain, int patience, double collapse) {
        public static final Stop DEFAULT = new Stop(3, 0.005, 2, 0.05);

        Stop atMost(int rounds) {
            return new Stop(rounds, minGain, patience, collapse);
        }
    }

    /** The same with another number of rounds. */
    public Rounds atMost(int rounds) {
        return with(stop.atMost(rounds));
    }

    /** What a round depends on: not on when there is none after it. */
    public Rounds withoutStop() {
        return with(Stop.DEFAULT);
    }

    private Rounds with(Stop other) {
        return new Rounds(from, rejects, imageModel, textModel, model, publish, heldOut, folds, swaps, wantedNoise, mostCopies, epochs,
                seed, mostPairs, other);
    }
}
