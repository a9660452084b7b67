package dev.tandem.training.rounds;

import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.core.rounds.RoundNumbers.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which pairs new ones are made of, for the kinds of pairs that the models of the round before did worst on: those that it kept, in an
 * order by chance, nothing that is held out and nothing that was made itself. A function of what is given, and of nothing else.
 */
public final class WhatToMake {
    /** Of one pair, by chance; more of them are too much alike. */
    private static final int MOST_VARIANTS = 4;
    /** In place of the number of a kind. */
    private static final int CONTROL = -1;

    private final PreparedPool pool;
    private final Rounds settings;
    private final int[] judged;
    private final RoundScores previous;
    private final int number;
    private final Map<Integer, Integer> variants = new HashMap<>();
    private final List<Parent> parents = new ArrayList<>();

    private WhatToMake(PreparedPool pool, Rounds settings, int[] judged, RoundScores previous, int number) {
        this.pool = pool;
        this.settings = settings;
        this.judged = judged;
        this.previous = previous;
        this.number = number;
    }

    /**
     * A pair that another is made of.
     *
     * @param pair its place in the pool
     * @param variant of what is made of it in this round, from 0
     * @param control whether it is made to compare with only
     */
    public record Parent(int pair, int variant, boolean control) {}

    /**
     * Chooses.
     *
     * @param pool with what was made before
     * @param previous what the round before left
     * @param source by what they are made: by chance, several of a pair, and as many of any kind, to compare with; or by a creator
     */
    public static List<Parent> of(PreparedPool pool, Rounds settings, RoundScores previous, int number, Source source) {
        PoolParts parts = PoolParts.of(pool, settings);
        HeldOut heldOut = new HeldOut(Arrays.stream(parts.unseen()).mapToObj(pool.pairs()::get).toList(), settings.seed());
        WhatToMake what = new WhatToMake(pool, settings, parts.judged(), previous, number);
        what.choose(heldOut.slices(previous.found()), source == Source.AUGMENT ? MOST_VARIANTS : 1);
        if (source == Source.AUGMENT) {
            what.add(pair -> true, what.parents.size(), MOST_VARIANTS, CONTROL);
        }
        return what.parents;
    }

    private void choose(SortedMap<String, Slice> found, int most) {
        Rounds.Worst worst = settings.worst().orElseThrow();
        List<String> kinds = WorstSlices.worst(found, worst.slices()).stream().map(Map.Entry::getKey).toList();
        for (int k = 0; k < kinds.size(); k++) {
            String kind = kinds.get(k);
            int left = worst.budget() - parents.size();
            add(pair -> pool.pairs().get(pair).slices().contains(kind), Math.ceilDiv(left, kinds.size() - k), most, k);
        }
    }

    private void add(IntPredicate wanted, int share, int most, int kind) {
        int[] candidates = Arrays.stream(judged)
                .filter(pair -> previous.isKept(pair) && pool.pairs().get(pair).made().isEmpty() && wanted.test(pair))
                .toArray();
        SplittableRandom random = new SplittableRandom((settings.seed() * 769 + number) * 31 + kind);
        double[] chance = random.doubles(candidates.length).toArray();
        int[] order = IntStream.range(0, candidates.length).boxed()
                .sorted((one, two) -> Double.compare(chance[one], chance[two]))
                .mapToInt(at -> candidates[at])
                .toArray();
        int added = 0;
        for (int turn = 0; turn < most && added < share; turn++) {
            for (int i = 0; i < order.length && added < share; i++) {
                int variant = variants.merge(order[i], 1, Integer::sum) - 1;
                if (variant < most) {
                    parents.add(new Parent(order[i], variant, kind == CONTROL));
                    added++;
                }
            }
        }
    }
}
