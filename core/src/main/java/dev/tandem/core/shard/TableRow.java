package dev.tandem.core.shard;

import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.FeatureRow;
import dev.tandem.core.shard.FeatureTable.Column;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The cells of one operator in one row of a table: absent numbers read as NaN, absent lists and texts as empty. */
public final class TableRow implements FeatureRow {
    private final List<Feature> features;
    private final Column[] columns;
    private final int row;

    private TableRow(List<Feature> features, Column[] columns, int row) {
        this.features = features;
        this.columns = columns;
        this.row = row;
    }

    /** The cells of the operator with a label, found by the names of its features. */
    public static TableRow of(FeatureTable table, String label, List<Feature> features, int row) {
        Column[] columns = features.stream().map(feature -> table.column(column(label, feature))).toArray(Column[]::new);
        return new TableRow(features, columns, row);
    }

    /**
     * The same for a caller that has the columns at hand.
     *
     * @param columns in the order of the features; not to be changed
     */
    public static TableRow of(List<Feature> features, Column[] columns, int row) {
        return new TableRow(features, columns, row);
    }

    /** Name of a feature's column. */
    public static String column(String label, Feature feature) {
        return label + "." + feature.name();
    }

    @Override
    public double number(int feature) {
        return columns[feature].number(row);
    }

    @Override
    public double[] numbers(int feature) {
        Object value = columns[feature].get(row);
        return value == null ? new double[0] : (double[]) value;
    }

    @Override
    public String text(int feature) {
        Object value = columns[feature].get(row);
        return value == null ? "" : (String) value;
    }

    /** The measured values by feature name. */
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        for (int i = 0; i < columns.length; i++) {
            Object value = columns[i].get(row);
            if (value != null) {
                values.put(features.get(i).name(), value);
            }
        }
        return values;
    }
}
