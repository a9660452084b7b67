package dev.tandem.core.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Variants as they compare: those that came further first, then by the mean over their seeds, then by name. */
public record Leaderboard(List<Entry> entries) {
    private static final Comparator<Entry> ORDER = Comparator
            .comparing((Entry entry) -> entry.estimate().isEmpty())
            .thenComparing(entry -> -entry.rung())
            .thenComparing(entry -> -entry.rank())
            .thenComparing(Entry::variant);

    public Leaderboard {
        entries = List.copyOf(entries);
    }

    /**
     * A variant.
     *
     * @param rung the last one that it was tried on
     * @param estimate over the seeds of that rung; empty where a seed has no value
     * @param gain over the incumbent at the same seeds and rung, more being better
     * @param error why it has no estimate
     * @param rank its mean, with the sign that makes more better
     */
    public record Entry(
            Variant variant,
            int rung,
            boolean incumbent,
            Optional<SeedEstimate> estimate,
            Optional<SeedEstimate> gain,
            Optional<String> error,
            double rank) {}

    /** Values of a variant on a rung, by seed. */
    private record Tried(SortedMap<Long, Double> values, Optional<String> error) {}

    /** @param cells in any order; of those that have not ended yet there is none */
    public static Leaderboard of(List<CellOutcome> cells, int seeds, boolean lowerIsBetter, Optional<Variant> incumbent) {
        SortedMap<Variant, SortedMap<Integer, Tried>> tried = tried(cells);
        List<Entry> entries = new ArrayList<>();
        tried.forEach((variant, rungs) -> {
            int rung = rungs.lastKey();
            Tried last = rungs.get(rung);
            Optional<Tried> theirs = incumbent.filter(other -> !other.equals(variant)).map(tried::get).map(other -> other.get(rung));
            entries.add(entry(variant, rung, last, theirs, seeds, lowerIsBetter, incumbent));
        });
        entries.sort(ORDER);
        return new Leaderboard(entries);
    }

    private static Entry entry(
            Variant variant,
            int rung,
            Tried last,
            Optional<Tried> theirs,
            int seeds,
            boolean lowerIsBetter,
            Optional<Variant> incumbent) {
        boolean whole = last.values().size() == seeds;
        Optional<SeedEstimate> estimate = whole ? Optional.of(SeedEstimate.of(numbers(last.values()))) : Optional.empty();
        Optional<SeedEstimate> gain = theirs
                .filter(other -> whole && other.values().keySet().equals(last.values().keySet()))
                .map(other -> SeedEstimate.of(last.values().entrySet().stream()
                        .mapToDouble(seed -> sign(lowerIsBetter) * (seed.getValue() - other.values().get(seed.getKey())))
                        .toArray()));
        double rank = estimate.map(found -> sign(lowerIsBetter) * found.value()).orElse(0.0);
        return new Entry(variant, rung, incumbent.equals(Optional.of(variant)), estimate, gain, last.error(), rank);
    }

    private static int sign(boolean lowerIsBetter) {
        return lowerIsBetter ? -1 : 1;
    }

    private static double[] numbers(SortedMap<Long, Double> values) {
        return values.values().stream().mapToDouble(value -> value).toArray();
    }

    private static SortedMap<Variant, SortedMap<Integer, Tried>> tried(List<CellOutcome> cells) {
        SortedMap<Variant, SortedMap<Integer, Tried>> tried = new TreeMap<>();
        // In an order of their own, so that it does not matter which cell ended first.
        cells.stream()
                .sorted(Comparator.comparing(CellOutcome::variant).thenComparing(CellOutcome::rung).thenComparing(CellOutcome::seed))
                .forEach(cell -> tried.computeIfAbsent(cell.variant(), unused -> new TreeMap<>())
                        .merge(cell.rung(), one(cell), Leaderboard::both));
        return tried;
    }

    private static Tried one(CellOutcome cell) {
        SortedMap<Long, Double> values = new TreeMap<>();
        cell.value().ifPresent(value -> values.put(cell.seed(), value));
        return new Tried(values, cell.error());
    }

    private static Tried both(Tried one, Tried other) {
        SortedMap<Long, Double> values = new TreeMap<>(one.values());
        values.putAll(other.values());
        return new Tried(values, one.error().or(other::error));
    }

    /** Means of the variants that have a value for each seed on a rung, more being better: what halving ranks by. */
    public static Map<Variant, Double> means(List<CellOutcome> cells, int rung, int seeds, boolean lowerIsBetter) {
        Map<Variant, Double> means = new TreeMap<>();
        of(cells.stream().filter(cell -> cell.rung() == rung).toList(), seeds, lowerIsBetter, Optional.empty()).entries().forEach(
                entry -> entry.estimate().ifPresent(estimate -> means.put(entry.variant(), entry.rank())));
        return means;
    }
}
