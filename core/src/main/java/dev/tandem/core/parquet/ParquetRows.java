package dev.tandem.core.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads and writes Parquet rows as {@link Group}s: zstd, the same rows give the same bytes. */
public final class ParquetRows {
    /** Buffered bytes after which a row group is written: bounds the memory of a writer. */
    private static final long ROW_GROUP_BYTES = 8L << 20;

    private ParquetRows() {}

    /** How much time is spent to make a file small. */
    public enum Compression {
        /** A sixth more bytes in a third of the time: for what is read a few times, by the run that wrote it. */
        FAST(1),
        /** For what is kept and read by others. */
        SMALL(3);

        private final int level;

        Compression(int level) {
            this.level = level;
        }
    }

    /** A writer of rows of {@code schema}; closing it writes the footer and leaves {@code out} open. */
    public static ParquetWriter<Group> writer(OutputStream out, MessageType schema) throws IOException {
        return configured(ExampleParquetWriter.builder(file(out)).withType(schema), Compression.SMALL).build();
    }

    static OutputFile file(OutputStream out) {
        return new StreamOutputFile(new Uncloseable(out));
    }

    static <T, B extends ParquetWriter.Builder<T, B>> B configured(B builder, Compression compression) {
        return builder.withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory(compression.level))
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES);
    }

    /** Calls {@code row} for every row, in order, with the columns of {@code projection} only. */
    public static void read(byte[] file, MessageType projection, Consumer<Group> row) throws IOException {
        read(file, projection, 0, Long.MAX_VALUE, row);
    }

    /** The same for the rows from {@code from} up to {@code to}, excluded; row groups outside are not decoded. */
    public static void read(byte[] file, MessageType projection, long from, long to, Consumer<Group> row)
            throws IOException {
        try (ParquetFileReader reader = open(file)) {
            reader.setRequestedSchema(projection);
            MessageColumnIO columns = new ColumnIOFactory()
                    .getColumnIO(projection, reader.getFooter().getFileMetaData().getSchema());
            forEachGroup(reader, from, to, (first, rows, group) -> {
                RecordReader<Group> records = columns.getRecordReader(group, new GroupRecordConverter(projection));
                for (long i = first; i < Math.min(first + rows, to); i++) {
                    Group read = records.read();
                    if (i >= from) {
                        row.accept(read);
                    }
                }
            });
        }
    }

    /**
     * Reads the columns of {@code projection} as they stand, without an object for a row; columns that the file does not have are left
     * out. Row groups without a row from {@code from} up to {@code to}, excluded, are not decoded.
     */
    public static void columns(byte[] file, MessageType projection, long from, long to, RowGroup consumer)
            throws IOException {
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            List<ColumnDescriptor> wanted = new ArrayList<>();
            for (ColumnDescriptor column : projection.getColumns()) {
                if (schema.containsPath(column.getPath())) {
                    wanted.add(checked(schema.getColumnDescription(column.getPath()), column));
                }
            }
            reader.setRequestedSchema(wanted);
            String writer = reader.getFooter().getFileMetaData().getCreatedBy();
            forEachGroup(reader, from, to, (first, rows, group) -> consumer.accept(
                    first,
                    rows,
                    new ColumnRows(wanted, new ColumnReadStoreImpl(
                            group, new GroupRecordConverter(schema).getRootConverter(), schema, writer))));
        }
    }

    private static ColumnDescriptor checked(ColumnDescriptor found, ColumnDescriptor expected) throws IOException {
        if (found.getMaxRepetitionLevel() != expected.getMaxRepetitionLevel()
                || found.getPrimitiveType().getPrimitiveTypeName() != expected.getPrimitiveType().getPrimitiveTypeName()) {
            throw new IOException("The column is '" + found + "', expected '" + expected + "'");
        }
        return found;
    }

    /** Receives a row group. */
    @FunctionalInterface
    public interface RowGroup {
        /**
         * Takes a row group.
         *
         * @param first row of the file that it begins with
         * @param rows number of its rows
         */
        void accept(long first, long rows, ColumnRows columns);
    }

    /** Receives the pages of a row group. */
    @FunctionalInterface
    private interface Pages {
        void accept(long first, long rows, PageReadStore group);
    }

    private static void forEachGroup(ParquetFileReader reader, long from, long to, Pages consumer) throws IOException {
        long first = 0;
        for (BlockMetaData group : reader.getRowGroups()) {
            if (first < to && first + group.getRowCount() > from) {
                consumer.accept(first, group.getRowCount(), reader.readNextRowGroup());
            } else {
                reader.skipNextRowGroup();
            }
            first += group.getRowCount();
        }
    }

    private static ParquetFileReader open(byte[] file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory(Compression.SMALL.level))
                .usePageChecksumVerification()
                .build();
        return ParquetFileReader.open(new ByteArrayInputFile(file), options);
    }

    /** The schema of a file. */
    public static MessageType schema(byte[] file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFooter().getFileMetaData().getSchema();
        }
    }

    /** How many rows a file has. */
    public static long count(byte[] file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getRecordCount();
        }
    }

    private static final class Uncloseable extends java.io.FilterOutputStream {
        Uncloseable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
