package dev.tandem.core.shard;

import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cells of one operator in one row of a table: absent numbers read as NaN, absent lists and texts as empty. */
public final class TableRow implements FeatureRow {
    private final FeatureTable table;
    private final List<String> columns;
    private final List<Feature> features;
    private final int row;

    public TableRow(FeatureTable table, String label, List<Feature> features, int row) {
        this.table = table;
        this.features = features;
        this.columns = features.stream().map(feature -> column(label, feature)).toList();
        this.row = row;
    }

    /** Name of a feature's column. */
    public static String column(String label, Feature feature) {
        return label + "." + feature.name();
    }

    @Override
    public double number(int feature) {
        Object value = table.get(columns.get(feature), row);
        return value == null ? Double.NaN : (Double) value;
    }

    @Override
    public double[] numbers(int feature) {
        Object value = table.get(columns.get(feature), row);
        return value == null ? new double[0] : (double[]) value;
    }

    @Override
    public String text(int feature) {
        Object value = table.get(columns.get(feature), row);
        return value == null ? "" : (String) value;
    }

    /** The measured values by feature name. */
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = table.get(columns.get(i), row);
            if (value != null) {
                values.put(features.get(i).name(), value);
            }
        }
        return values;
    }
}
