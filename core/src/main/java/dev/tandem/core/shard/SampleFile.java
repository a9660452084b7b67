package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.IdentifyingWriter.Identity;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.ByteRanges;
import dev.tandem.core.parquet.ParquetRows;
import dev.tandem.core.parquet.ParquetRows.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;

/** Writes and reads Parquet files of {@link ShardRow}s. */
public final class SampleFile implements AutoCloseable {
    private static final List<String> IDENTITY = List.of("id", "content_digest", "source");
    private static final List<String> UNIQUE =
            List.of("id", "content_digest", "parts.text", "parts.media_digest", "parts.data");

    private final ParquetWriter<Group> writer;
    private final SampleSchema.MediaSink media;

    private SampleFile(ParquetWriter<Group> writer, SampleSchema.MediaSink media) {
        this.writer = writer;
        this.media = media;
    }

    /** Starts a file on {@code out}; closing finishes it and leaves {@code out} open. */
    public static SampleFile write(OutputStream out, SampleSchema.MediaSink media) throws IOException {
        return new SampleFile(ParquetRows.writer(out, SampleSchema.FULL), media);
    }

    /** The same for a shard, which is written faster and read by the runs of its store alone. */
    public static SampleFile writeShard(OutputStream out, SampleSchema.MediaSink media) throws IOException {
        return new SampleFile(ParquetRows.writer(out, SampleSchema.FULL, Compression.FAST, UNIQUE), media);
    }

    public void add(ShardRow row) throws IOException {
        writer.write(SampleSchema.toGroup(row, media));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** Calls {@code consumer} with the digest of every media part, those that stand in the file itself included. */
    public static void media(byte[] file, Consumer<Digest> consumer) {
        try {
            ParquetRows.read(file, SampleSchema.MEDIA, row -> SampleSchema.media(row, consumer));
        } catch (IOException | UncheckedIOException e) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT, "A file of samples cannot be read: " + e.getMessage(), e);
        }
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

    /** Calls {@code consumer} for each row in order; with {@link SampleSchema#IDENTITY} the samples have no parts. */
    public static void read(
            byte[] file, MessageType columns, SampleSchema.MediaSource media, Consumer<ShardRow> consumer) {
        read(file, columns, 0, Long.MAX_VALUE, media, consumer);
    }

    /** Reads the id of every row, in order: the bytes of its digest. */
    public static void ids(byte[] file, Consumer<byte[]> consumer) {
        try {
            ParquetRows.read(file, SampleSchema.ID, group -> consumer.accept(HexFormat.of().parseHex(group.getString("id", 0))));
        } catch (IOException | UncheckedIOException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A file of samples cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same for the rows from {@code from} up to {@code to}, excluded. */
    public static void read(
            byte[] file,
            MessageType columns,
            long from,
            long to,
            SampleSchema.MediaSource media,
            Consumer<ShardRow> consumer) {
        try {
            ParquetRows.read(file, columns, from, to, group -> consumer.accept(SampleSchema.fromGroup(group, media)));
        } catch (IOException | UncheckedIOException e) {
            throw new TandemException(
                    ErrorCode.CORRUPT_OBJECT, "A file of samples cannot be read: " + e.getMessage(), e);
        }
    }
}
