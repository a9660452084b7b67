package dev.tandem.core.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

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
 * @param worst what is done for the kinds of pairs that are found worst
 * @param other models that judge besides those that are trained, or in their place
 * @param people who are asked between two rounds
 * @param served which models servers that take models on request have; the best where nothing is said
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
        Stop stop,
        Optional<Worst> worst,
        Optional<Other> other,
        Optional<People> people,
        Optional<Serve> served) {

    public Rounds {
        // What was stored before there were these has none.
        worst = worst == null ? Optional.empty() : worst;
        other = other == null ? Optional.empty() : other;
        people = people == null ? Optional.empty() : people;
        served = served == null ? Optional.empty() : served;
    }

    /** Rounds of one model that judges for itself. */
    public Rounds(
            String from, Optional<String> rejects, String imageModel, String textModel, String model, Optional<String> publish,
            int heldOut, int folds, int swaps, double wantedNoise, int mostCopies, int epochs, long seed, int mostPairs, Stop stop) {
        this(from, rejects, imageModel, textModel, model, publish, heldOut, folds, swaps, wantedNoise, mostCopies, epochs, seed,
                mostPairs, stop, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Rounds that serve what is best. */
    public Rounds(
            String from, Optional<String> rejects, String imageModel, String textModel, String model, Optional<String> publish,
            int heldOut, int folds, int swaps, double wantedNoise, int mostCopies, int epochs, long seed, int mostPairs, Stop stop,
            Optional<Worst> worst, Optional<Other> other, Optional<People> people) {
        this(from, rejects, imageModel, textModel, model, publish, heldOut, folds, swaps, wantedNoise, mostCopies, epochs, seed,
                mostPairs, stop, worst, other, people, Optional.empty());
    }

    /** Which models of rounds are loaded at servers that take models on request. */
    public enum Serve {
        /** While rounds go on, the newest and the best ones; in the end those that names point to. */
        BEST,
        /** Those of all rounds. */
        ALL,
        NONE;

        /** As a recipe has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Serve serve() {
        return served.orElse(Serve.BEST);
    }

    /**
     * More data for the kinds of pairs that the models of the round before did worst on.
     *
     * @param slices how many kinds, the worst first
     * @param budget pairs that a round brings in for them, at most
     * @param from where they come from, what is preferred first
     * @param reserve inputs whose pairs wait until they are needed: names of files, archives or folders
     * @param made how pairs are made of others, where some are
     */
    public record Worst(int slices, int budget, List<Source> from, List<String> reserve, Optional<Made> made) {
        public Worst {
            from = List.copyOf(from);
            reserve = List.copyOf(reserve);
            // What was stored before there was this has none.
            made = made == null ? Optional.empty() : made;
        }

        /** Where nothing is made. */
        public Worst(int slices, int budget, List<Source> from, List<String> reserve) {
            this(slices, budget, from, reserve, Optional.empty());
        }
    }

    /**
     * How pairs are made of others.
     *
     * @param augment mappers that change a pair by chance, one after another
     * @param creator a creator, or a mapper that writes another text, with its model and its budget
     */
    public record Made(List<OperatorUse> augment, Optional<OperatorUse> creator) {
        public Made {
            augment = List.copyOf(augment);
        }

        /** What makes pairs as a source names it. */
        public List<OperatorUse> by(Source source) {
            return source == Source.AUGMENT ? augment : creator.stream().toList();
        }
    }

    /** Where data for the worst kinds of pairs comes from. */
    public enum Source {
        /** Pairs that wait, and that the round's judge finds good. */
        RESERVE,
        /** Pairs below the cut, the nearest to it first. */
        REJECTS,
        /** Pairs that are made of others of the same kind by chance. */
        AUGMENT,
        /** The same by a creator or a mapper, which may ask a model. */
        CREATOR;

        public boolean isMade() {
            return this == AUGMENT || this == CREATOR;
        }

        /** As a recipe has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Two more models.
     *
     * @param mode what they do
     * @param imageModel reads pictures, and has an output that is an embedding
     * @param textModel reads texts, and has an output that is an embedding
     */
    public record Other(Mode mode, String imageModel, String textModel) {}

    /** Who judges. */
    public enum Mode {
        /** What was trained on the data. */
        SELF,
        /** Models that are given and never change. */
        EXTERNAL,
        /** Two models that are trained, each on what the other chose. */
        COOPERATIVE;

        /** As a recipe has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Mode mode() {
        return other.map(Other::mode).orElse(Mode.SELF);
    }

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

    /**
     * People who are asked about the pairs that lie nearest to the cut, before the next round.
     *
     * @param share of the pairs that were judged
     * @param fallsTo where the share ends
     * @param agreement of people and round from which on the share halves
     * @param timeoutSeconds how long the rounds wait for them; empty for as long as it takes
     * @param onTimeout what the rounds do then
     */
    public record People(double share, double fallsTo, double agreement, OptionalLong timeoutSeconds, Review.OnTimeout onTimeout) {}

    /** The same with another number of rounds. */
    public Rounds atMost(int rounds) {
        return with(stop.atMost(rounds), people, served);
    }

    /** What a round depends on: not on when there is none after it, nor on when people are asked, but on what they said; nor on servers. */
    public Rounds withoutStop() {
        return with(Stop.DEFAULT, Optional.empty(), Optional.empty());
    }

    private Rounds with(Stop changed, Optional<People> asked, Optional<Serve> serving) {
        return new Rounds(from, rejects, imageModel, textModel, model, publish, heldOut, folds, swaps, wantedNoise, mostCopies, epochs,
                seed, mostPairs, changed, worst, other, asked, serving);
    }
}
