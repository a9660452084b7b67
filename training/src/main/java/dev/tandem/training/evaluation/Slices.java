package dev.tandem.training.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A model's recall by slices of the evaluation set, worst ones too small to say anything included: their count says so. */
public final class Slices {
    private static final int DRAWS = 1000;

    private Slices() {}

    /** Of one slice. */
    public record Slice(int pairs, Interval recall) {}

    /** @param slices name of the slice of each pair */
    public static SortedMap<String, Slice> recall(Retrieval retrieval, String[] slices, int places, long seed) {
        return means(retrieval.foundByPair(places), slices, seed);
    }

    /**
     * Mean of what is known of each pair, such as whether it was found.
     *
     * @param slices name of the slice of each pair
     */
    public static SortedMap<String, Slice> means(double[] values, String[] slices, long seed) {
        SortedMap<String, Slice> found = new TreeMap<>();
        for (String name : slices) {
            found.computeIfAbsent(name, slice -> {
                double[] some = IntStream.range(0, values.length)
                        .filter(i -> slices[i].equals(slice))
                        .mapToDouble(i -> values[i])
                        .toArray();
                return new Slice(some.length, Interval.ofBootstrap(some.length, DRAWS, seed, drawn -> mean(some, drawn)));
            });
        }
        return found;
    }

    private static double mean(double[] values, int[] places) {
        double sum = 0;
        for (int place : places) {
            sum += values[place];
        }
        return sum / places.length;
    }
}
