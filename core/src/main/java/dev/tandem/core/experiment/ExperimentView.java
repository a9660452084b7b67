package dev.tandem.core.experiment;

import dev.tandem.core.json.Json;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An experiment with what follows from it.
 *
 * @param leaderboard the best first
 * @param decision whether somebody may be promoted; empty before the end
 * @param slices by {@code field: value}, then by variant, of those that came to the last rung
 */
public record ExperimentView(
        ExperimentRecord experiment,
        List<Leaderboard.Entry> leaderboard,
        Optional<PromotionRule.Decision> decision,
        SortedMap<String, SortedMap<String, SeedEstimate>> slices) {

    /** Without slices, which have to be read. */
    public static ExperimentView of(ExperimentRecord record) {
        return of(record, new TreeMap<>());
    }

    private static ExperimentView of(ExperimentRecord record, SortedMap<String, SortedMap<String, SeedEstimate>> slices) {
        Optional<PromotionRule.Decision> decision = record.status().finished() ? record.decision() : Optional.empty();
        return new ExperimentView(record, record.board().entries(), decision, slices);
    }

    /** With slices: the results of the cells of the last rung are read for them. */
    public static ExperimentView of(ExperimentRecord record, ObjectStore objects) {
        int last = record.experiment().halving().rungs() - 1;
        SortedMap<String, SortedMap<String, List<Double>>> values = new TreeMap<>();
        for (CellOutcome cell : record.cells()) {
            if (cell.rung() == last && cell.result().isPresent()) {
                objects.find(ObjectKey.result(cell.result().get()))
                        .map(json -> Json.read(json, CellResult.class))
                        .ifPresent(result -> result.slices().forEach((field, slices) -> slices.forEach((value, told) -> values
                                .computeIfAbsent(field + ": " + value, unused -> new TreeMap<>())
                                .computeIfAbsent(cell.variant().toString(), unused -> new ArrayList<>())
                                .add(told.value()))));
            }
        }
        SortedMap<String, SortedMap<String, SeedEstimate>> slices = new TreeMap<>();
        values.forEach((slice, variants) -> variants.forEach((variant, found) -> slices
                .computeIfAbsent(slice, unused -> new TreeMap<>())
                .put(variant, SeedEstimate.of(found.stream().mapToDouble(number -> number).toArray()))));
        return of(record, slices);
    }
}
