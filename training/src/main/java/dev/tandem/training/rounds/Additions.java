package dev.tandem.training.rounds;

import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers.Added;
import dev.tandem.core.rounds.RoundNumbers.Slice;
import dev.tandem.training.rounds.RoundScores.State;
import dev.tandem.training.rounds.WorstSlices.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** What a round brings in for the kinds of pairs that the round before did worst on; nothing where its judge cannot tell good from bad. */
final class Additions {
    private final RoundWork work;
    private final Source[] sources;
    private final double[] scores;
    private final List<Need> needs;
    private final int[] random;
    /** Of each judged pair, which need it was chosen for, from 1. */
    private final int[] needOf;

    private Additions(RoundWork work, Source[] sources, double[] scores, List<Need> needs, int[] random) {
        this.work = work;
        this.sources = sources;
        this.scores = scores;
        this.needs = needs;
        this.random = random;
        this.needOf = new int[sources.length];
        for (int k = 0; k < needs.size(); k++) {
            int number = k + 1;
            Arrays.stream(needs.get(k).chosen()).forEach(i -> needOf[i] = number);
        }
    }

    /**
     * Chooses.
     *
     * @param kept what stays in any case
     * @param waiting what is in the reserve
     */
    static Additions of(
            Rounds settings, RoundWork work, RoundWork.Choice choice, boolean[] kept, boolean[] waiting, Optional<RoundScores> previous,
            int number) {
        Source[] sources = new Source[kept.length];
        List<PoolPair> pairs = work.judgedPairs();
        if (settings.worst().isEmpty() || previous.isEmpty() || choice.cut().isEmpty()) {
            return new Additions(work, sources, choice.fused(), List.of(), new int[0]);
        }
        for (int i = 0; i < sources.length; i++) {
            if (!work.isOut(i) && (waiting[i] ? choice.kept()[i] : !kept[i])) {
                sources[i] = waiting[i] ? pairs.get(i).made().orElse(Source.RESERVE) : Source.REJECTS;
            }
        }
        WorstSlices worst = new WorstSlices(settings.worst().orElseThrow(), pairs, sources, choice.fused());
        List<Need> needs = worst.choose(work.heldOut().slices(previous.get().found()));
        return new Additions(work, sources, choice.fused(), needs, worst.random(needs, settings.seed() * 613 + number));
    }

    private boolean isEmpty() {
        return needs.stream().allMatch(need -> need.chosen().length == 0);
    }

    boolean[] with(boolean[] kept) {
        boolean[] all = kept.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] |= needOf[i] > 0;
        }
        return all;
    }

    /** Of a pair that was brought in. */
    Optional<State> state(int pair) {
        return needOf[pair] == 0 ? Optional.empty() : Optional.of(switch (sources[pair]) {
            case RESERVE -> State.FROM_RESERVE;
            case REJECTS -> State.RETURNED;
            case AUGMENT, CREATOR -> State.MADE;
        });
    }

    /** @param judged places of the judged pairs in the pool */
    int[] forSlice(int pool, int[] judged) {
        int[] forSlice = new int[pool];
        for (int i = 0; i < judged.length; i++) {
            forSlice[judged[i]] = needOf[i];
        }
        return forSlice;
    }

    /**
     * What was brought in, and what it did for the kinds that it was brought in for.
     *
     * @param kept without it
     * @param found of each held-out pair, with it
     */
    List<Added> told(boolean[] kept, double[] found) {
        Optional<SortedMap<String, Slice>> gains = Optional.empty();
        Optional<SortedMap<String, Slice>> ofRandom = Optional.empty();
        if (!isEmpty()) {
            double[] without = work.found(kept);
            boolean[] drawn = kept.clone();
            Arrays.stream(random).forEach(i -> drawn[i] = true);
            gains = Optional.of(work.heldOut().slices(less(found, without)));
            ofRandom = Optional.of(work.heldOut().slices(less(work.found(drawn), without)));
        }
        List<Added> told = new ArrayList<>();
        for (Need need : needs) {
            OptionalDouble threshold = Arrays.stream(need.chosen()).mapToDouble(i -> scores[i]).min();
            told.add(new Added(
                    need.slice(), need.heldOut(), need.before(), need.candidates(), count(need, Source.RESERVE),
                    count(need, Source.REJECTS), threshold.isPresent() ? Optional.of(threshold.getAsDouble()) : Optional.empty(),
                    gain(gains, need), gain(ofRandom, need), count(need, Source.AUGMENT) + count(need, Source.CREATOR)));
        }
        return told;
    }

    private static double[] less(double[] with, double[] without) {
        double[] less = new double[with.length];
        Arrays.setAll(less, i -> with[i] - without[i]);
        return less;
    }

    private int count(Need need, Source source) {
        return (int) Arrays.stream(need.chosen()).filter(i -> sources[i] == source).count();
    }

    private static Optional<Estimate> gain(Optional<SortedMap<String, Slice>> gains, Need need) {
        return gains.filter(unused -> need.chosen().length > 0).map(bySlice -> bySlice.get(need.slice()).recallAt5());
    }
}
