package dev.tandem.core.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
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
        return writer(out, schema, Compression.SMALL, List.of());
    }

    /**
     * A writer with choices of its own.
     *
     * @param unique columns that hardly any value comes again in, so that it is not looked for; by their path, with dots
     */
    public static ParquetWriter<Group> writer(
            OutputStream out, MessageType schema, Compression compression, List<String> unique) throws IOException {
        ExampleParquetWriter.Builder builder = ExampleParquetWriter.builder(new StreamOutputFile(new Uncloseable(out)))
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory(compression.level))
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES);
        unique.forEach(column -> builder.withDictionaryEncoding(column, false));
        return builder.build();
    }

    /** Calls {@code row} for every row, in order, with the columns of {@code projection} only. */
    public static void read(byte[] file, MessageType projection, Consumer<Group> row) throws IOException {
        read(file, projection, 0, Long.MAX_VALUE, row);
    }

    /** The same for the rows from {@code from} up to {@code to}, excluded; row groups outside are not decoded. */
    public static void read(byte[] file, MessageType projection, long from, long to, Consumer<Group> row)
            throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new ZstdCodecFactory(Compression.SMALL.level))
                .usePageChecksumVerification()
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new ByteArrayInputFile(file), options)) {
            reader.setRequestedSchema(projection);
            MessageColumnIO columns = new ColumnIOFactory()
                    .getColumnIO(projection, reader.getFooter().getFileMetaData().getSchema());
            long first = 0;
            for (BlockMetaData group : reader.getRowGroups()) {
                long end = first + group.getRowCount();
                if (first < to && end > from) {
                    RecordReader<Group> records =
                            columns.getRecordReader(reader.readNextRowGroup(), new GroupRecordConverter(projection));
                    for (long i = first; i < Math.min(end, to); i++) {
                        Group read = records.read();
                        if (i >= from) {
                            row.accept(read);
                        }
                    }
                } else {
                    reader.skipNextRowGroup();
                }
                first = end;
            }
        }
    }

    /** The schema of a file. */
    public static MessageType schema(byte[] file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new ByteArrayInputFile(file), options)) {
            return reader.getFooter().getFileMetaData().getSchema();
        }
    }

    /** How many rows a file has. */
    public static long count(byte[] file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = ParquetFileReader.open(new ByteArrayInputFile(file), options)) {
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
