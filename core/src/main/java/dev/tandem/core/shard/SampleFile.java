package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.parquet.ColumnRows.Cells;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.ByteRanges;
import dev.tandem.core.parquet.ParquetFields;
import dev.tandem.core.parquet.ParquetFields.Effort;
import dev.tandem.core.parquet.ParquetRows;
import dev.tandem.core.parquet.ParquetRows.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.roaringbitmap.RoaringBitmap;

/** Writes and reads Parquet files of {@link ShardRow}s. */
public final class SampleFile implements AutoCloseable {
    private static final List<String> IDENTITY = List.of("id", "content_digest", "source");
    private static final Effort PUBLISHED = new Effort(Compression.SMALL, List.of(), true);
    private static final Effort SHARD = new Effort(
            Compression.FAST,
            List.of("id", "content_digest", "source", "metadata.value", "parts.text", "parts.media_digest", "parts.data"),
            false);

    private final ParquetWriter<ShardRow> writer;

    private SampleFile(ParquetWriter<ShardRow> writer) {
        this.writer = writer;
    }

    /** Starts a file on {@code out}; closing finishes it and leaves {@code out} open. */
    public static SampleFile write(OutputStream out, SampleSchema.MediaSink media) throws IOException {
        return new SampleFile(ParquetFields.writer(out, SampleSchema.FULL, PUBLISHED, new SampleFields(media)));
    }

    /** The same for a shard, which is written faster and read by the runs of its store alone. */
    public static SampleFile writeShard(OutputStream out, SampleSchema.MediaSink media) throws IOException {
        return new SampleFile(ParquetFields.writer(out, SampleSchema.FULL, SHARD, new SampleFields(media)));
    }

    public void add(ShardRow row) throws IOException {
        writer.write(row);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** Calls {@code consumer} with the digest of every media part, those that stand in the file itself included. */
    public static void media(byte[] file, Consumer<Digest> consumer) {
        columns(file, SampleSchema.MEDIA, 0, Long.MAX_VALUE, (first, rows, columns) -> {
            Cells digests = columns.cells("parts", "media_digest");
            for (long row = 0; row < rows; row++) {
                do {
                    String digest = digests.takeText();
                    if (!digest.isEmpty()) {
                        consumer.accept(new Digest(digest));
                    }
                } while (digests.repeats(1));
            }
        });
    }

    /** Calls {@code consumer} for each sample of a file that stands elsewhere; no more of it is fetched than that takes. */
    public static void identities(long size, ByteRanges file, Consumer<Identity> consumer) throws IOException {
        ParquetColumns.read(size, file, IDENTITY, block -> {
            String[] ids = block.texts("id");
            String[] contents = block.texts("content_digest");
            String[] sources = block.texts("source");
            for (int row = 0; row < block.rows(); row++) {
                consumer.accept(new Identity(ids[row], contents[row], sources[row]));
            }
        });
    }

    /** Reads the id of every row, in order: the bytes of its digest. */
    public static void ids(byte[] file, Consumer<byte[]> consumer) {
        columns(file, SampleSchema.ID, 0, Long.MAX_VALUE, (first, rows, columns) -> {
            Cells ids = columns.cells("id");
            for (long row = 0; row < rows; row++) {
                consumer.accept(HexFormat.of().parseHex(ids.takeText()));
            }
        });
    }

    /** Calls {@code consumer} for each row in order; with {@link SampleSchema#IDENTITY} the samples have no parts. */
    public static void read(
            byte[] file, MessageType columns, SampleSchema.MediaSource media, Consumer<ShardRow> consumer) {
        read(file, columns, 0, Long.MAX_VALUE, media, consumer);
    }

    /** The same for the rows from {@code from} up to {@code to}, excluded. */
    public static void read(
            byte[] file,
            MessageType columns,
            long from,
            long to,
            SampleSchema.MediaSource media,
            Consumer<ShardRow> consumer) {
        read(file, columns, from, to, row -> true, media, (row, read) -> consumer.accept(read));
    }

    /** The same for some rows; of the others nothing is made. */
    public static void read(
            byte[] file, MessageType columns, RoaringBitmap rows, SampleSchema.MediaSource media, RowConsumer consumer) {
        if (!rows.isEmpty()) {
            read(file, columns, rows.first(), rows.last() + 1L, row -> rows.contains((int) row), media, consumer);
        }
    }

    /** Receives a row of a file. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(int row, ShardRow read);
    }

    private static void read(
            byte[] file,
            MessageType projection,
            long from,
            long to,
            LongPredicate wanted,
            SampleSchema.MediaSource media,
            RowConsumer consumer) {
        columns(file, projection, from, to, (first, rows, columns) -> {
            SampleCursor samples = new SampleCursor(columns, media);
            for (long row = first; row < Math.min(first + rows, to); row++) {
                if (row >= from && wanted.test(row)) {
                    consumer.accept((int) row, samples.next());
                } else {
                    samples.skip();
                }
            }
        });
    }

    private static void columns(byte[] file, MessageType projection, long from, long to, ParquetRows.RowGroup consumer) {
        try {
            ParquetRows.columns(file, projection, from, to, consumer);
        } catch (IOException | UncheckedIOException e) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT, "A file of samples cannot be read: " + e.getMessage(), e);
        }
    }
}
