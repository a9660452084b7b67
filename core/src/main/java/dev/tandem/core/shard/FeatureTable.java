package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.parquet.ParquetRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
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
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final int rows;

    public FeatureTable(int rows) {
        this.rows = rows;
    }

    /** The cells of one feature, by row. Numbers stand side by side, without an object for each. */
    public static final class Column {
        private final Feature.Type type;
        private final double[] numbers;
        private final BitSet measured;
        private final Object[] others;

        private Column(Feature.Type type, int rows) {
            this.type = type;
            this.numbers = type == Feature.Type.NUMBER ? new double[rows] : new double[0];
            this.measured = new BitSet(type == Feature.Type.NUMBER ? rows : 0);
            this.others = type == Feature.Type.NUMBER ? new Object[0] : new Object[rows];
        }

        public void set(int row, double number) {
            if (type != Feature.Type.NUMBER) {
                throw new IllegalArgumentException("a number for a feature of type " + type);
            }
            numbers[row] = number;
            measured.set(row);
        }

        /** Sets a {@code double[]} or a {@link String}, as the column's type says. */
        public void set(int row, Object value) {
            others[row] = value;
        }

        /** A number; NaN where the row was not measured. */
        public double number(int row) {
            return measured.get(row) ? numbers[row] : Double.NaN;
        }

        /** The value of any type; null where the row was not measured. */
        public Object get(int row) {
            if (type != Feature.Type.NUMBER) {
                return others[row];
            }
            return measured.get(row) ? (Double) numbers[row] : null;
        }
    }

    /** By position, as the schema has the columns behind the row's number. */
    private static void add(Group group, int field, Object value) {
        switch (value) {
            case double[] numbers -> {
                for (double number : numbers) {
                    group.add(field, number);
                }
            }
            case null -> {
                // Not measured.
            }
            default -> group.add(field, value.toString());
        }
    }

    public Column addColumn(String name, Feature.Type type) {
        Column column = new Column(type, rows);
        columns.put(name, column);
        return column;
    }

    /** The column of this name, added as one of texts unless it is there. */
    public Column textColumn(String name) {
        Column column = columns.get(name);
        return column == null ? addColumn(name, Feature.Type.TEXT) : column;
    }

    /**
     * The column of a name.
     *
     * @throws NoSuchElementException when there is none
     */
    public Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new NoSuchElementException("There is no column '" + name + "' in " + columns.keySet());
        }
        return column;
    }

    /** The value of a cell; null where the row was not measured. */
    public Object get(String column, int row) {
        return column(column).get(row);
    }

    /** The measured values of a row, in column order; columns that were not measured are left out. */
    public Map<String, Object> row(int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach((name, cells) -> {
            Object value = cells.get(row);
            if (value != null) {
                values.put(name, value);
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
                int field = 1;
                for (Column column : columns.values()) {
                    if (column.type != Feature.Type.NUMBER) {
                        add(group, field, column.others[row]);
                    } else if (column.measured.get(row)) {
                        group.add(field, column.numbers[row]);
                    }
                    field++;
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
        Column column = columns.get(name);
        switch (column.type) {
            case NUMBER -> column.set(row, group.getDouble(name, 0));
            case TEXT -> column.set(row, group.getString(name, 0));
            case NUMBERS -> {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = group.getDouble(name, i);
                }
                column.set(row, numbers);
            }
        }
    }

    private MessageType schema() {
        List<Type> fields = new ArrayList<>();
        fields.add(Types.required(PrimitiveTypeName.INT32).named("row"));
        columns.forEach((name, column) -> fields.add(switch (column.type) {
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
