package dev.tandem.core.engine;

import dev.tandem.core.operator.FeatureReading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers that earlier steps measured of the rows of a shard, read when they are first asked for. */
final class MeasuredBefore {
    private final ShardStore store;
    private final ShardView view;
    private final Map<String, double[]> columns = new HashMap<>();

    MeasuredBefore(ShardStore store, ShardView view) {
        this.store = store;
        this.view = view;
    }

    /** NaN where the row was not measured; the last step that has the feature counts. */
    double number(String feature, int row) {
        return columns.computeIfAbsent(feature, this::read)[row];
    }

    private double[] read(String feature) {
        return SelectorRows.columns(store, view, List.of(new FeatureReading(feature, FeatureReading.Several.MEAN)))[0];
    }
}
