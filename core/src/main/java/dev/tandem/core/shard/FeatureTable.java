package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.parquet.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Measurements row-aligned with a shard, one column per feature, named {@code <operator label>.<feature>}; a cell is
 * null where a row was not measured.
 */
public final class FeatureTable {
    private final Map<String, Object[]> columns = new LinkedHashMap<>();
    private final Map<String, Feature.Type> types = new LinkedHashMap<>();
    private final int rows;

    public FeatureTable(int rows) {
        this.rows = rows;
    }

    public void addColumn(String name, Feature.Type type) {
        columns.put(name, new Object[rows]);
        types.put(name, type);
    }

    /** Adds a column of texts unless there is one of this name. */
    public void ensureTextColumn(String name) {
        if (!columns.containsKey(name)) {
            addColumn(name, Feature.Type.TEXT);
        }
    }

    /** Sets a cell: a {@link Double}, a {@code double[]} or a {@link String} as the column's type says. */
    public void set(String column, int row, Object value) {
        columns.get(column)[row] = value;
    }

    /** The value of a cell; null where the row was not measured. */
    public Object get(String column, int row) {
        return columns.get(column)[row];
    }

    /** The measured values of a row, in column order; columns that were not measured are left out. */
    public Map<String, Object> row(int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach((name, cells) -> {
            if (cells[row] != null) {
                values.put(name, cells[row]);
            }
        });
        return values;
    }

    public List<String> columnNames() {
        return List.copyOf(columns.keySet());
    }

    public int rows() {
        return rows;
    }

    public byte[] encode() {
        MessageType schema = schema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ParquetRows.writer(bytes, schema)) {
            for (int row = 0; row < rows; row++) {
                Group group = new SimpleGroup(schema);
                group.add("row", row);
                for (Map.Entry<String, Object> cell : row(row).entrySet()) {
                    switch (cell.getValue()) {
                        case Double number -> group.add(cell.getKey(), number.doubleValue());
                        case double[] numbers -> {
                            for (double number : numbers) {
                                group.add(cell.getKey(), number);
                            }
                        }
                        default -> group.add(cell.getKey(), cell.getValue().toString());
                    }
                }
                writer.write(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static FeatureTable decode(byte[] file) {
        try {
            MessageType schema = ParquetRows.schema(file);
            List<Group> groups = new ArrayList<>();
            ParquetRows.read(file, schema, groups::add);
            FeatureTable table = new FeatureTable(groups.size());
            List<Type> fields = schema.getFields().stream().filter(field -> !field.getName().equals("row")).toList();
            fields.forEach(field -> table.addColumn(field.getName(), typeOf(field)));
            for (int row = 0; row < groups.size(); row++) {
                for (Type field : fields) {
                    table.read(groups.get(row), field.getName(), row);
                }
            }
            return table;
        } catch (IOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A features file cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(Group group, String name, int row) {
        int count = group.getFieldRepetitionCount(name);
        if (count == 0) {
            return;
        }
        switch (types.get(name)) {
            case NUMBER -> set(name, row, group.getDouble(name, 0));
            case TEXT -> set(name, row, group.getString(name, 0));
            case NUMBERS -> {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = group.getDouble(name, i);
                }
                set(name, row, numbers);
            }
        }
    }

    private MessageType schema() {
        List<Type> fields = new ArrayList<>();
        fields.add(Types.required(PrimitiveTypeName.INT32).named("row"));
        types.forEach((name, type) -> fields.add(switch (type) {
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case NUMBERS -> Types.repeated(PrimitiveTypeName.DOUBLE).named(name);
            case TEXT -> Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(name);
        }));
        return new MessageType("features", fields);
    }

    private static Feature.Type typeOf(Type field) {
        if (field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
            return Feature.Type.TEXT;
        }
        return field.isRepetition(Type.Repetition.REPEATED) ? Feature.Type.NUMBERS : Feature.Type.NUMBER;
    }
}
