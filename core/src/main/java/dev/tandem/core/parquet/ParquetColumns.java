package dev.tandem.core.parquet;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Reads columns of Parquet files into arrays, a row group at a time. Its greatest advantage over {@link ParquetRows} is that
 * there is no object for a row and that a column which nobody asks for is neither fetched nor decoded; its greatest limitation
 * that it knows columns of single values and of lists only, not those within groups.
 */
public final class ParquetColumns {
    private static final double[] NONE = new double[0];

    private ParquetColumns() {}

    /** Calls {@code consumer} for each row group of a file in memory, in order. */
    public static void read(byte[] file, Collection<String> together, Consumer<Block> consumer) throws IOException {
        read(new ByteArrayInputFile(file), together, consumer);
    }

    /**
     * The same for a file that stands elsewhere, of which no more is fetched than is needed.
     *
     * @param size bytes of the file
     * @param together columns that are fetched in one go; others are fetched when they are asked for
     */
    public static void read(long size, ByteRanges file, Collection<String> together, Consumer<Block> consumer) throws IOException {
        read(new RangeInputFile(size, file), together, consumer);
    }

    private static void read(InputFile file, Collection<String> together, Consumer<Block> consumer) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory())
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
            long first = 0;
            for (int group = 0; group < reader.getRowGroups().size(); group++) {
                Block block = new Block(reader, group, first);
                List<String> there = together.stream().filter(block::has).toList();
                if (!there.isEmpty()) {
                    block.fetch(there);
                }
                consumer.accept(block);
                first += block.rows();
                block.close();
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

    /** The rows of a row group; each column is asked for once. */
    public static final class Block {
        private final ParquetFileReader reader;
        private final MessageType file;
        private final int group;
        private final long firstRow;
        private final int rows;
        private final Map<String, PageReadStore> fetched = new HashMap<>();
        private final List<PageReadStore> open = new ArrayList<>();

        private Block(ParquetFileReader reader, int group, long firstRow) {
            this.reader = reader;
            this.file = reader.getFileMetaData().getSchema();
            this.group = group;
            this.firstRow = firstRow;
            this.rows = Math.toIntExact(reader.getRowGroups().get(group).getRowCount());
        }

        /** The row of the file that this block begins with. */
        public long firstRow() {
            return firstRow;
        }

        public int rows() {
            return rows;
        }

        /** Whether the file has a column. */
        public boolean has(String column) {
            return file.containsField(column) && file.getType(column).isPrimitive();
        }

        /** Numbers by row of the block; NaN where there is none. */
        public double[] numbers(String column) {
            return FlatColumn.numbers(fetched(column), descriptor(column), rows);
        }

        /** Texts by row of the block; empty where there is none. */
        public String[] texts(String column) {
            return FlatColumn.texts(fetched(column), descriptor(column), rows);
        }

        /** Lists of numbers by row of the block; empty where there is none. Not to be changed. */
        public double[][] lists(String column) {
            ColumnDescriptor descriptor = descriptor(column);
            MessageType schema = new MessageType(file.getName(), file.getType(column));
            ColumnReader cells = new ColumnReadStoreImpl(
                            fetched(column), new DummyRecordConverter(schema).getRootConverter(), schema,
                            reader.getFileMetaData().getCreatedBy())
                    .getColumnReader(descriptor);
            double[][] lists = new double[rows][];
            DoubleArrayList list = new DoubleArrayList();
            int row = -1;
            for (long left = cells.getTotalValueCount(); left > 0; left--) {
                if (cells.getCurrentRepetitionLevel() == 0 && row++ >= 0) {
                    lists[row - 1] = list.isEmpty() ? NONE : list.toDoubleArray();
                    list.clear();
                }
                if (cells.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
                    list.add(cells.getDouble());
                }
                cells.consume();
            }
            if (row >= 0) {
                lists[row] = list.toDoubleArray();
            }
            return lists;
        }

        private ColumnDescriptor descriptor(String column) {
            return file.getColumnDescription(new String[] {column});
        }

        private PageReadStore fetched(String column) {
            if (!fetched.containsKey(column)) {
                try {
                    fetch(List.of(column));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return fetched.remove(column);
        }

        private void fetch(List<String> columns) throws IOException {
            reader.setRequestedSchema(new MessageType(file.getName(), columns.stream().map(file::getType).toList()));
            PageReadStore pages = reader.readRowGroup(group);
            open.add(pages);
            columns.forEach(column -> fetched.put(column, pages));
        }

        private void close() {
            open.forEach(PageReadStore::close);
        }
    }
}
