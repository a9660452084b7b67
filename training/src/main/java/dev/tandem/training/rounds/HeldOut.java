package dev.tandem.training.rounds;

import dev.tandem.core.rounds.Estimate;
import dev.tandem.core.rounds.RoundNumbers.Slice;
import dev.tandem.training.evaluation.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pairs that models are evaluated with. Intervals are drawn by pages, since pairs of one page go together. */
final class HeldOut {
    private static final int DRAWS = 1_000;
    /** Of fewer pairs nothing can be said. */
    private static final int LEAST_OF_SLICE = 10;
    private static final int MOST_SLICES = 24;

    private final List<PoolPair> pairs;
    private final int[][] pages;
    private final long seed;

    HeldOut(List<PoolPair> pairs, long seed) {
        this.pairs = pairs;
        this.seed = seed;
        Map<String, Integer> numbers = new HashMap<>();
        int[] pageOf = pairs.stream().mapToInt(pair -> numbers.computeIfAbsent(pair.group(), unused -> numbers.size())).toArray();
        this.pages = new int[numbers.size()][];
        for (int page = 0; page < pages.length; page++) {
            int of = page;
            pages[page] = java.util.stream.IntStream.range(0, pageOf.length).filter(i -> pageOf[i] == of).toArray();
        }
    }

    /** The mean of a number of each pair. */
    Estimate mean(double[] values) {
        return mean(values, pages);
    }

    private Estimate mean(double[] values, int[][] of) {
        Interval found = Interval.ofBootstrap(of.length, DRAWS, seed, drawn -> {
            double sum = 0;
            int count = 0;
            for (int page : drawn) {
                for (int pair : of[page]) {
                    sum += values[pair];
                }
                count += of[page].length;
            }
            return sum / count;
        });
        return new Estimate(found.value(), found.low(), found.high());
    }

    /** The mean of what was added, pair by pair. */
    Estimate gain(double[] values, double[] before) {
        double[] gains = new double[values.length];
        Arrays.setAll(gains, i -> values[i] - before[i]);
        return mean(gains);
    }

    /** The mean of each kind of pairs; the largest kinds, where there are many. */
    SortedMap<String, Slice> slices(double[] values) {
        Map<String, Integer> counts = new TreeMap<>();
        pairs.forEach(pair -> pair.slices().forEach(slice -> counts.merge(slice, 1, Integer::sum)));
        SortedMap<String, Slice> slices = new TreeMap<>();
        counts.entrySet().stream()
                .filter(slice -> slice.getValue() >= LEAST_OF_SLICE)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SLICES)
                .forEach(slice -> {
                    int[][] some = Arrays.stream(pages)
                            .map(page -> Arrays.stream(page).filter(i -> pairs.get(i).slices().contains(slice.getKey())).toArray())
                            .filter(page -> page.length > 0)
                            .toArray(int[][]::new);
                    slices.put(slice.getKey(), new Slice(slice.getValue(), mean(values, some)));
                });
        return slices;
    }
}
