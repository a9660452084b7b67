package dev.tandem.core.parquet;

import dev.tandem.core.parquet.ParquetRows.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes Parquet rows field by field: no object stands for a row in between, as it does in {@link ParquetRows}. */
public final class ParquetFields {
    /** What writes rows is named in the file: another name than from the first day would make other bytes of the same rows. */
    private static final String MODEL = "example";

    private ParquetFields() {}

    /** Puts a row into columns. */
    @FunctionalInterface
    public interface Fields<T> {
        /** Tells of each field that is not empty, in the order of the schema. */
        void write(T row, RecordConsumer out);
    }

    /**
     * How much is spent on a file.
     *
     * @param unique columns that hardly any value comes again in, so that it is not looked for; by their path, with dots
     * @param statistics whether readers can tell by the least and greatest values of pages what they need not read
     */
    public record Effort(Compression compression, List<String> unique, boolean statistics) {}

    /** A writer of rows; closing it writes the footer and leaves {@code out} open. */
    public static <T> ParquetWriter<T> writer(OutputStream out, MessageType schema, Effort effort, Fields<T> fields)
            throws IOException {
        Builder<T> builder = new Builder<>(ParquetRows.file(out), new Support<>(schema, fields));
        ParquetRows.configured(builder, effort.compression())
                .withStatisticsEnabled(effort.statistics())
                .withSizeStatisticsEnabled(effort.statistics());
        effort.unique().forEach(column -> builder.withDictionaryEncoding(column, false));
        return builder.build();
    }

    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final WriteSupport<T> support;

        Builder(OutputFile file, WriteSupport<T> support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }

    private static final class Support<T> extends WriteSupport<T> {
        private final MessageType schema;
        private final Fields<T> fields;
        private RecordConsumer out;

        Support(MessageType schema, Fields<T> fields) {
            this.schema = schema;
            this.fields = fields;
        }

        @Override
        public String getName() {
            return MODEL;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            out = recordConsumer;
        }

        @Override
        public void write(T row) {
            out.startMessage();
            fields.write(row, out);
            out.endMessage();
        }
    }
}
