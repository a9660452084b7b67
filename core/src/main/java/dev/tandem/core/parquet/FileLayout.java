package dev.tandem.core.parquet;

import dev.tandem.core.parquet.ParquetColumns.ByteRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Where the columns of a Parquet file stand that are not within groups. Parquet's own reader of footers takes as long as reading
 * a few columns of a small shard does, as it makes objects of statistics that nobody asks for.
 *
 * @param groups row groups, in order
 */
record FileLayout(List<RowGroup> groups) {
    /** Of a row group: many times what {@link ParquetRows} puts into one. */
    static final int MAX_ROWS = 1 << 24;

    private static final int MAGIC = 0x31524150;
    private static final int TAIL_BYTES = 64 << 10;
    private static final int SCHEMA = 2;
    private static final int ROW_GROUPS = 4;

    /**
     * A row group.
     *
     * @param chunks by the column's name
     */
    record RowGroup(int rows, Map<String, Chunk> chunks) {}

    /**
     * The cells of a column in a row group.
     *
     * @param codec of the pages, by its number in the format
     */
    record Chunk(ColumnDescriptor descriptor, int codec, long offset, int length) {}

    /** Reads the footer of a file. */
    static FileLayout read(long size, ByteRanges file) throws IOException {
        int tail = (int) Math.min(size, TAIL_BYTES);
        byte[] bytes = file.read(size - tail, tail);
        if (bytes.length != tail || tail < 12 || littleEndian(bytes, tail - 4) != MAGIC) {
            throw new IOException("it does not end as a Parquet file does");
        }
        int length = littleEndian(bytes, tail - 8);
        if (length < 0 || length > size - 8) {
            throw new IOException("its footer has " + length + " bytes, the file " + size);
        }
        if (length > tail - 8) {
            bytes = file.read(size - 8 - length, length + 8);
            tail = length + 8;
        }
        try {
            return new Footer(new CompactReader(bytes, tail - 8 - length, tail - 8), size).layout();
        } catch (RuntimeException e) {
            throw new IOException("its footer cannot be read: " + e, e);
        }
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** The fields have numbers in the format's definition (parquet.thrift). */
    private static final class Footer {
        private final CompactReader in;
        private final long size;
        private final Map<String, ColumnDescriptor> columns = new HashMap<>();
        private final List<RowGroup> groups = new ArrayList<>();
        private int elements;
        private int within;

        Footer(CompactReader in, long size) {
            this.in = in;
            this.size = size;
        }

        FileLayout layout() throws IOException {
            in.struct(field -> {
                switch (field) {
                    case SCHEMA -> in.list(this::element);
                    case ROW_GROUPS -> in.list(() -> groups.add(group()));
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            return new FileLayout(groups);
        }

        /** The first element is the file's whole message; those within a group follow it. */
        private void element() throws IOException {
            long[] found = {-1, 0, 0};
            String[] name = {""};
            in.struct(field -> {
                switch (field) {
                    case 1 -> found[0] = in.number();
                    case 3 -> found[1] = in.number();
                    case 4 -> name[0] = in.text();
                    case 5 -> found[2] = in.number();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            if (elements++ > 0) {
                if (within > 0 || found[2] > 0) {
                    // A group's elements follow it: one is done, and so many are to come.
                    within += Math.toIntExact(found[2]) - (within > 0 ? 1 : 0);
                } else if (found[0] == 5 || found[0] == 6) {
                    Repetition repetition = switch ((int) found[1]) {
                        case 0 -> Repetition.REQUIRED;
                        case 1 -> Repetition.OPTIONAL;
                        default -> Repetition.REPEATED;
                    };
                    PrimitiveTypeName type = found[0] == 5 ? PrimitiveTypeName.DOUBLE : PrimitiveTypeName.BINARY;
                    columns.put(name[0], new ColumnDescriptor(
                            new String[] {name[0]},
                            new PrimitiveType(repetition, type, name[0]),
                            repetition == Repetition.REPEATED ? 1 : 0,
                            repetition == Repetition.REQUIRED ? 0 : 1));
                }
            }
        }

        private RowGroup group() throws IOException {
            Map<String, Chunk> chunks = new HashMap<>();
            long[] rows = {0};
            in.struct(field -> {
                switch (field) {
                    case 1 -> in.list(() -> in.struct(part -> part == 3 && chunk(chunks)));
                    case 3 -> rows[0] = in.number();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            if (rows[0] < 0 || rows[0] > MAX_ROWS) {
                throw new IOException("a row group has " + rows[0] + " rows, expected at most " + MAX_ROWS);
            }
            return new RowGroup((int) rows[0], chunks);
        }

        private boolean chunk(Map<String, Chunk> chunks) throws IOException {
            List<String> path = new ArrayList<>();
            long[] found = new long[4];
            in.struct(field -> {
                switch (field) {
                    case 3 -> in.list(() -> path.add(in.text()));
                    case 4 -> found[0] = in.number();
                    case 7 -> found[1] = in.number();
                    case 9 -> found[2] = in.number();
                    case 11 -> found[3] = in.number();
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            ColumnDescriptor descriptor = path.size() == 1 ? columns.get(path.getFirst()) : null;
            if (descriptor != null) {
                // A dictionary stands before the pages that use it.
                long offset = found[3] > 0 ? Math.min(found[3], found[2]) : found[2];
                if (offset < 0 || found[1] < 0 || found[1] > Integer.MAX_VALUE || offset + found[1] > size) {
                    throw new IOException("the column " + descriptor + " stands outside of the file");
                }
                chunks.put(path.getFirst(), new Chunk(descriptor, (int) found[0], offset, (int) found[1]));
            }
            return true;
        }
    }
}
