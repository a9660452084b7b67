package dev.tandem.core.dedup;

import dev.tandem.core.dedup.SignatureDirectory.Block;
import dev.tandem.core.model.Digest;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The hashes of the spans of one shard: a file of one band whose entries are those of a {@link SignatureWriter}. Each has the hash,
 * what the span's sample is put in order by, and the number of the span in the shard. Spans are sorted in bounded memory: there can
 * be one for each word.
 */
public final class SpanFile implements AutoCloseable {
    private static final int BLOCK_ENTRIES = (1 << 16) / SignatureWriter.ENTRY_BYTES;

    private final RecordSorter spans;
    private int count;

    public SpanFile(SortSpace space) {
        this.spans = new RecordSorter(3, false, space);
    }

    /** Adds the spans of a sample, after those of the ones before it. */
    public void add(Digest id, long[] hashes) {
        long order = ByteBuffer.wrap(id.bytes()).getLong() ^ Long.MIN_VALUE;
        for (long hash : hashes) {
            spans.add(SignatureWriter.scattered(hash), order, count);
            count = Math.addExact(count, 1);
        }
    }

    public int spans() {
        return count;
    }

    /** Writes the file; where in it each block stands is returned. */
    public SignatureDirectory write(OutputStream out) throws IOException {
        byte[] head = new ByteWriter().integer(SignatureWriter.MAGIC).integer(SignatureWriter.FORMAT).bytes();
        out.write(head);
        long offset = head.length;
        List<Block> band = new ArrayList<>();
        try (RecordCursor span = spans.cursor()) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_ENTRIES * SignatureWriter.ENTRY_BYTES);
            while (span.next()) {
                if (!block.hasRemaining()) {
                    offset = close(block, offset, band, out);
                }
                block.putLong(span.value(0)).putLong(span.value(1)).putInt((int) span.value(2));
            }
            if (block.position() > 0) {
                offset = close(block, offset, band, out);
            }
        }
        return new SignatureDirectory(count, false, List.of(), List.of(band), List.of(), List.of());
    }

    private static long close(ByteBuffer block, long offset, List<Block> band, OutputStream out) throws IOException {
        int length = block.position();
        band.add(new Block(block.getLong(0), length / SignatureWriter.ENTRY_BYTES, offset, length, crc(block.array(), length)));
        out.write(block.array(), 0, length);
        block.clear();
        return offset + length;
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        spans.close();
    }
}
