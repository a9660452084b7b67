package dev.tandem.core.parquet;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Reads columns of Tandem's own Parquet files into arrays, a row group at a time. Its greatest advantage over
 * {@link ParquetRows} is that there is no object for a row and that a column which nobody asks for is neither fetched nor
 * decoded; its greatest limitation that it knows columns of numbers and of texts alone, not those within groups, and no files of
 * others.
 */
public final class ParquetColumns {
    /** Columns that stand further apart are fetched one by one. */
    private static final int MAX_TOGETHER_BYTES = 16 << 20;

    private ParquetColumns() {}

    /** Calls {@code consumer} for each row group of a file in memory, in order. */
    public static void read(byte[] file, Consumer<Block> consumer) throws IOException {
        ByteRanges ranges = (offset, length) -> Arrays.copyOfRange(file, (int) offset, (int) offset + length);
        read(FileLayout.read(file.length, ranges), ranges, List.of(), consumer);
    }

    /**
     * The same for a file that stands elsewhere, of which no more is fetched than is needed.
     *
     * @param size bytes of the file
     * @param together columns that are fetched in one go, with what stands between them; others when they are asked for
     */
    public static void read(long size, ByteRanges file, Collection<String> together, Consumer<Block> consumer) throws IOException {
        read(FileLayout.read(size, file), file, together, consumer);
    }

    private static void read(FileLayout layout, ByteRanges file, Collection<String> together, Consumer<Block> consumer)
            throws IOException {
        try {
            long first = 0;
            for (FileLayout.RowGroup group : layout.groups()) {
                Block block = new Block(group, file, first);
                block.fetch(together.stream().filter(block::has).toList());
                consumer.accept(block);
                first += group.rows();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Some bytes of a file. */
    @FunctionalInterface
    public interface ByteRanges {
        /** {@code length} bytes from {@code offset}. */
        byte[] read(long offset, int length) throws IOException;
    }

    /** The rows of a row group; columns are decoded when they are asked for, each time anew. */
    public static final class Block {
        private final FileLayout.RowGroup group;
        private final ByteRanges file;
        private final long firstRow;
        private final int rows;
        private final Map<String, ColumnBytes> fetched = new HashMap<>();

        private Block(FileLayout.RowGroup group, ByteRanges file, long firstRow) {
            this.group = group;
            this.file = file;
            this.firstRow = firstRow;
            this.rows = group.rows();
        }

        private record ColumnBytes(byte[] bytes, int at) {}

        /** The row of the file that this block begins with. */
        public long firstRow() {
            return firstRow;
        }

        public int rows() {
            return rows;
        }

        /** Whether the file has a column. */
        public boolean has(String column) {
            return group.chunks().containsKey(column);
        }

        /** Columns of numbers and of lists of numbers, sorted. */
        public List<String> numberColumns() {
            return group.chunks().entrySet().stream()
                    .filter(chunk -> chunk.getValue().descriptor().getPrimitiveType().getPrimitiveTypeName()
                            == PrimitiveTypeName.DOUBLE)
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }

        /** Whether the cells of a column are lists. */
        public boolean isList(String column) {
            return group.chunks().get(column).descriptor().getMaxRepetitionLevel() > 0;
        }

        /** Numbers by row of the block; NaN where there is none. */
        public double[] numbers(String column) {
            double[] numbers = new double[rows];
            boolean optional = chunk(column, PrimitiveTypeName.DOUBLE).descriptor().getMaxDefinitionLevel() > 0;
            int[] row = {0};
            forEachPage(column, (cells, repeated, defined, values, dictionary) -> {
                int from = row[0];
                for (int i = 0; i < cells; i++) {
                    numbers[from + i] = optional && defined.readInteger() == 0 ? Double.NaN : values.readDouble();
                }
                row[0] += cells;
            });
            return whole(numbers, row[0]);
        }

        /** Lists of numbers by row of the block; empty where there is none. */
        public double[][] lists(String column) {
            chunk(column, PrimitiveTypeName.DOUBLE);
            double[][] lists = new double[rows][];
            DoubleArrayList list = new DoubleArrayList();
            int[] row = {-1};
            forEachPage(column, (cells, repeated, defined, values, dictionary) -> {
                for (int i = 0; i < cells; i++) {
                    if (repeated.readInteger() == 0 && row[0]++ >= 0) {
                        lists[row[0] - 1] = list.toDoubleArray();
                        list.clear();
                    }
                    if (defined.readInteger() > 0) {
                        list.add(values.readDouble());
                    }
                }
            });
            if (row[0] >= 0) {
                lists[row[0]] = list.toDoubleArray();
            }
            return whole(lists, row[0] + 1);
        }

        /** Texts by row of the block; empty where there is none. */
        public String[] texts(String column) {
            String[] texts = new String[rows];
            boolean optional = chunk(column, PrimitiveTypeName.BINARY).descriptor().getMaxDefinitionLevel() > 0;
            int[] row = {0};
            forEachPage(column, (cells, repeated, defined, values, dictionary) -> {
                String[] known = new String[dictionary == null ? 0 : dictionary.getMaxId() + 1];
                for (int i = 0; i < cells; i++) {
                    texts[row[0]++] = optional && defined.readInteger() == 0 ? "" : text(values, dictionary, known);
                }
            });
            return whole(texts, row[0]);
        }

        private static String text(ValuesReader values, Dictionary dictionary, String[] known) {
            if (dictionary == null) {
                return values.readBytes().toStringUsingUTF8();
            }
            int id = values.readValueDictionaryId();
            if (known[id] == null) {
                known[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
            }
            return known[id];
        }

        private <T> T whole(T cells, int found) {
            if (found != rows) {
                throw new UncheckedIOException(new IOException("expected " + rows + " rows, found " + found));
            }
            return cells;
        }

        private FileLayout.Chunk chunk(String column, PrimitiveTypeName type) {
            FileLayout.Chunk chunk = group.chunks().get(column);
            if (chunk == null || chunk.descriptor().getPrimitiveType().getPrimitiveTypeName() != type) {
                throw new UncheckedIOException(new IOException("there is no column '" + column + "' of " + type));
            }
            return chunk;
        }

        private void forEachPage(String column, ColumnPages.Page page) {
            try {
                if (!fetched.containsKey(column)) {
                    fetch(List.of(column));
                }
                ColumnBytes found = fetched.get(column);
                new ColumnPages(group.chunks().get(column), found.bytes(), found.at()).forEach(page);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void fetch(List<String> columns) throws IOException {
            List<FileLayout.Chunk> chunks = new ArrayList<>();
            columns.forEach(column -> chunks.add(group.chunks().get(column)));
            long from = chunks.stream().mapToLong(FileLayout.Chunk::offset).min().orElse(0);
            long to = chunks.stream().mapToLong(chunk -> chunk.offset() + chunk.length()).max().orElse(0);
            if (columns.size() > 1 && to - from > MAX_TOGETHER_BYTES) {
                for (String column : columns) {
                    fetch(List.of(column));
                }
                return;
            }
            byte[] bytes = from == to ? new byte[0] : file.read(from, (int) (to - from));
            if (bytes.length != to - from) {
                throw new EOFException("expected " + (to - from) + " bytes from " + from + ", found " + bytes.length);
            }
            for (int i = 0; i < chunks.size(); i++) {
                fetched.put(columns.get(i), new ColumnBytes(bytes, (int) (chunks.get(i).offset() - from)));
            }
        }
    }
}
