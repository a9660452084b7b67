package dev.tandem.core.parquet;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads columns of Parquet files into arrays, a row group at a time. Its greatest advantage over {@link ParquetRows} is that
 * there is no object for a row and that a column which nobody asks for is not decoded; its greatest limitation that it knows
 * columns of single values and of lists only, not those within groups.
 */
public final class ParquetColumns {
    private static final double[] NONE = new double[0];

    private ParquetColumns() {}

    /** Calls {@code consumer} for each row group of a file in memory, in order. */
    public static void read(byte[] file, Collection<String> columns, Consumer<Block> consumer) throws IOException {
        read(new ByteArrayInputFile(file), columns, consumer);
    }

    /**
     * The same for a file that stands elsewhere: only the chosen columns, and what says where they are, are fetched.
     *
     * @param size bytes of the file
     */
    public static void read(long size, ByteRanges file, Collection<String> columns, Consumer<Block> consumer) throws IOException {
        read(new RangeInputFile(size, file), columns, consumer);
    }

    private static void read(InputFile file, Collection<String> columns, Consumer<Block> consumer) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory())
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
            MessageType all = reader.getFileMetaData().getSchema();
            MessageType chosen = new MessageType(
                    all.getName(),
                    all.getFields().stream().filter(Type::isPrimitive).filter(field -> columns.contains(field.getName())).toList());
            reader.setRequestedSchema(chosen);
            long first = 0;
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                consumer.accept(new Block(pages, chosen, reader.getFileMetaData().getCreatedBy(), first));
                first += pages.getRowCount();
            }
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
        private final ColumnReadStore readers;
        private final MessageType schema;
        private final long firstRow;
        private final int rows;

        private Block(PageReadStore pages, MessageType schema, String createdBy, long firstRow) {
            this.readers =
                    new ColumnReadStoreImpl(pages, new DummyRecordConverter(schema).getRootConverter(), schema, createdBy);
            this.schema = schema;
            this.firstRow = firstRow;
            this.rows = Math.toIntExact(pages.getRowCount());
        }

        /** The row of the file that this block begins with. */
        public long firstRow() {
            return firstRow;
        }

        public int rows() {
            return rows;
        }

        /** Whether the file has a column of those that were chosen. */
        public boolean has(String column) {
            return schema.containsField(column);
        }

        /** Numbers by row of the block; NaN where there is none. */
        public double[] numbers(String column) {
            ColumnDescriptor descriptor = descriptor(column);
            ColumnReader reader = readers.getColumnReader(descriptor);
            double[] numbers = new double[rows];
            for (int row = 0; row < rows; row++) {
                boolean defined = reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
                numbers[row] = defined ? reader.getDouble() : Double.NaN;
                reader.consume();
            }
            return numbers;
        }

        /** Lists of numbers by row of the block; empty where there is none. Not to be changed. */
        public double[][] lists(String column) {
            ColumnDescriptor descriptor = descriptor(column);
            ColumnReader reader = readers.getColumnReader(descriptor);
            double[][] lists = new double[rows][];
            DoubleArrayList list = new DoubleArrayList();
            int row = -1;
            for (long left = reader.getTotalValueCount(); left > 0; left--) {
                if (reader.getCurrentRepetitionLevel() == 0 && row++ >= 0) {
                    lists[row - 1] = list.isEmpty() ? NONE : list.toDoubleArray();
                    list.clear();
                }
                if (reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
                    list.add(reader.getDouble());
                }
                reader.consume();
            }
            if (row >= 0) {
                lists[row] = list.toDoubleArray();
            }
            return lists;
        }

        /** Texts by row of the block; empty where there is none. */
        public String[] texts(String column) {
            ColumnDescriptor descriptor = descriptor(column);
            ColumnReader reader = readers.getColumnReader(descriptor);
            String[] texts = new String[rows];
            Arrays.fill(texts, "");
            for (int row = 0; row < rows; row++) {
                if (reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
                    texts[row] = reader.getBinary().toStringUsingUTF8();
                }
                reader.consume();
            }
            return texts;
        }

        private ColumnDescriptor descriptor(String column) {
            return schema.getColumnDescription(new String[] {column});
        }
    }
}
