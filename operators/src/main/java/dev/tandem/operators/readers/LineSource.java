package dev.tandem.operators.readers;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.operator.Reader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** Lines of a file as bytes; a line that is too long is passed over without being held. */
final class LineSource implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;

    private final InputStream in;
    private final boolean compressed;
    private final long maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    /** Offset of the buffer in what {@link #in} gives, which starts at the byte that the file was opened at. */
    private long before;
    private int position;
    private int limit;

    private LineSource(InputStream in, boolean compressed, long start, long maxBytes) {
        this.in = in;
        this.compressed = compressed;
        this.before = start;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a file; one whose name ends with {@code .gz} is unpacked.
     *
     * @param start byte at which a line begins; 0 for a compressed file
     * @param maxBytes of a line
     */
    static LineSource open(Reader.InputFile file, long start, long maxBytes) throws IOException {
        InputStream raw = Files.newInputStream(file.path());
        try {
            raw.skipNBytes(start);
            boolean compressed = file.name().toLowerCase(Locale.ROOT).endsWith(".gz");
            return new LineSource(compressed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw, compressed, start, maxBytes);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The byte of the file at which the next line begins; unknown in a compressed one. */
    OptionalLong offset() {
        return compressed ? OptionalLong.empty() : OptionalLong.of(before + position);
    }

    /** Passes over a line; false at the end. */
    boolean skip() throws IOException {
        if (!hasMore()) {
            return false;
        }
        do {
            int end = endOfLine();
            position = Math.min(end + 1, limit);
            if (end < limit) {
                return true;
            }
        } while (hasMore());
        return true;
    }

    /** The next line without its line feed; empty at the end. */
    byte[] next() throws IOException, SampleFailedException {
        int first = hasMore() ? endOfLine() : 0;
        if (first < limit && first - position <= maxBytes) {
            byte[] whole = Arrays.copyOfRange(buffer, position, first);
            position = first + 1;
            return whole;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        long length = 0;
        boolean ended = false;
        while (!ended && hasMore()) {
            int end = endOfLine();
            ended = end < limit;
            length += end - position;
            if (length <= maxBytes) {
                line.write(buffer, position, end - position);
            }
            position = Math.min(end + 1, limit);
        }
        if (length > maxBytes) {
            throw new SampleFailedException(
                    ErrorCode.TOO_LARGE, "The line has " + length + " bytes, more than " + maxBytes);
        }
        return line.toByteArray();
    }

    /** Where the line feed is, or where the buffer ends. */
    private int endOfLine() {
        int end = position;
        while (end + Long.BYTES <= limit) {
            long differing = (long) LONGS.get(buffer, end) ^ EACH * '\n';
            long found = (differing - EACH) & ~differing & EACH << 7;
            if (found != 0) {
                return end + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            end += Long.BYTES;
        }
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    boolean hasMore() throws IOException {
        if (position == limit) {
            before += limit;
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return position < limit;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
