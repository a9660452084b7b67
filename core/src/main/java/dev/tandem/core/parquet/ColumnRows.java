package dev.tandem.core.parquet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;

/** The columns of a row group, which are walked over side by side: no object stands for a row in between. */
public final class ColumnRows {
    private static final byte[] NOTHING = {};

    private final List<ColumnDescriptor> read;
    private final ColumnReadStore store;
    private final List<Cells> columns = new ArrayList<>();

    ColumnRows(List<ColumnDescriptor> read, ColumnReadStore store) {
        this.read = read;
        this.store = store;
    }

    /** The cells of a column; without any where the column is not among those that are read. */
    public Cells cells(String... path) {
        for (ColumnDescriptor column : read) {
            if (List.of(column.getPath()).equals(List.of(path))) {
                Cells cells = new Cells(store.getColumnReader(column), column.getMaxDefinitionLevel());
                columns.add(cells);
                return cells;
            }
        }
        return new Cells(null, 0);
    }

    /** Leaves out a row in all columns that were asked for. */
    public void skip() {
        columns.forEach(Cells::skipRow);
    }

    /** Where one stands in a column. */
    public static final class Cells {
        private final ColumnReader reader;
        private final int defined;
        /** A value that comes again is the same object where it stands in a dictionary. */
        private Binary last;
        private String lastText = "";

        private Cells(ColumnReader reader, int defined) {
            this.reader = reader;
            this.defined = defined;
        }

        /** Whether there is a value in this cell. */
        public boolean isPresent() {
            return reader != null && reader.getCurrentDefinitionLevel() == defined;
        }

        /** Whether this cell belongs to the row (1), or to the group within the row (2), of the one before. */
        public boolean repeats(int level) {
            return reader != null && reader.getCurrentRepetitionLevel() >= level;
        }

        /** The text of this cell, empty where it has none; then goes on. */
        public String takeText() {
            if (!isPresent()) {
                skip();
                return "";
            }
            Binary value = reader.getBinary();
            if (value != last) {
                last = value;
                lastText = new String(value.getBytesUnsafe(), StandardCharsets.UTF_8);
            }
            reader.consume();
            return lastText;
        }

        /** The bytes of this cell, the caller's own, none where it is empty; then goes on. */
        public byte[] takeBytes() {
            if (!isPresent()) {
                skip();
                return NOTHING;
            }
            byte[] bytes = reader.getBinary().getBytes();
            reader.consume();
            return bytes;
        }

        /** The number of this cell, 0 where it has none; then goes on. */
        public long takeNumber() {
            if (!isPresent()) {
                skip();
                return 0;
            }
            long number = reader.getLong();
            reader.consume();
            return number;
        }

        /** Goes on. */
        public void skip() {
            if (isPresent()) {
                reader.skip();
            }
            if (reader != null) {
                reader.consume();
            }
        }

        private void skipRow() {
            do {
                skip();
            } while (repeats(1));
        }
    }
}
