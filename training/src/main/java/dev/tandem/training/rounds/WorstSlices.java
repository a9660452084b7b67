package dev.tandem.training.rounds;

import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.recipe.Rounds.Source;
import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses what is brought in for the kinds of pairs that the round before did worst on. The budget is shared evenly; what one kind leaves
 * of its share goes to the next. A function of what is given, and of nothing else.
 */
final class WorstSlices {
    private final Rounds.Worst settings;
    private final List<PoolPair> pairs;
    private final Source[] sources;
    private final double[] scores;

    /**
     * @param pairs that are judged
     * @param sources of each pair, where it would come from; null for what cannot be brought in
     * @param scores of each pair
     */
    WorstSlices(Rounds.Worst settings, List<PoolPair> pairs, Source[] sources, double[] scores) {
        this.settings = settings;
        this.pairs = pairs;
        this.sources = sources;
        this.scores = scores;
    }

    /** What is brought in for one kind: places among the judged pairs, the preferred ones first. */
    record Need(String slice, int heldOut, Estimate before, int candidates, int[] chosen) {}

    /** @param before recall at 5 by kinds of held-out pairs, as the round before left it */
    List<Need> choose(SortedMap<String, Slice> before) {
        List<Map.Entry<String, Slice>> worst = worst(before, settings.slices());
        boolean[] taken = new boolean[pairs.size()];
        int left = settings.budget();
        List<Need> needs = new ArrayList<>();
        for (int k = 0; k < worst.size(); k++) {
            String slice = worst.get(k).getKey();
            int share = Math.ceilDiv(left, worst.size() - k);
            int[] candidates = candidates().filter(i -> !taken[i] && pairs.get(i).slices().contains(slice)).toArray();
            int[] chosen = Arrays.stream(candidates).limit(share).toArray();
            Arrays.stream(chosen).forEach(i -> taken[i] = true);
            left -= chosen.length;
            Slice told = worst.get(k).getValue();
            needs.add(new Need(slice, told.pairs(), told.recallAt5(), candidates.length, chosen));
        }
        return needs;
    }

    /** The kinds with the lowest recall; of equal ones the first by name. */
    static List<Map.Entry<String, Slice>> worst(SortedMap<String, Slice> found, int most) {
        return found.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Slice>>comparingDouble(slice -> slice.getValue().recallAt5().value())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
    }

    /** By source, and then by score; of equal ones in the order of the pool. */
    private IntStream candidates() {
        return IntStream.range(0, sources.length)
                .filter(i -> sources[i] != null && settings.from().contains(sources[i]) && !pairs.get(i).isControl())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> settings.from().indexOf(sources[i]))
                        .thenComparing(Comparator.<Integer>comparingDouble(i -> scores[i]).reversed())
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(i -> i);
    }

    /** As many of each source, of any kind: what bringing in more does without knowing what is worst. */
    int[] random(List<Need> needs, long seed) {
        int[] chosen = needs.stream().flatMapToInt(need -> Arrays.stream(need.chosen())).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        double[] chance = random.doubles(sources.length).toArray();
        List<Integer> drawn = new ArrayList<>();
        for (Source source : settings.from()) {
            long wanted = Arrays.stream(chosen).filter(i -> sources[i] == source).count();
            IntStream.range(0, sources.length)
                    // What is made by chance is made of any kind to compare with.
                    .filter(i -> sources[i] == source && (source != Source.AUGMENT || pairs.get(i).isControl()))
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> chance[i]))
                    .limit(wanted)
                    .forEach(drawn::add);
        }
        return drawn.stream().mapToInt(i -> i).sorted().toArray();
    }
}
