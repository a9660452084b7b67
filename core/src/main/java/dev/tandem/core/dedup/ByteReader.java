package dev.tandem.core.dedup;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/** Reads the big-endian files of this package; what ends too early is reported as corrupt. */
final class ByteReader {
    static final int DIGEST_BYTES = 32;

    private final ByteBuffer buffer;

    private ByteReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Checks magic number and format, and calls {@code body} for what follows. */
    static <T> T read(byte[] bytes, int magic, int format, String what, Function<ByteReader, T> body) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            if (buffer.getInt() != magic || buffer.getInt() != format) {
                throw new TandemException(
                        ErrorCode.CORRUPT_OBJECT, "These are not " + what + " of format " + format);
            }
            return body.apply(new ByteReader(buffer));
        } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
            throw new TandemException(ErrorCode.CORRUPT_OBJECT, "The file of " + what + " is damaged: " + e, e);
        }
    }

    /** A reader of bytes that are known to be whole. */
    static ByteReader of(ByteBuffer bytes) {
        return new ByteReader(bytes);
    }

    /** A reader of the same bytes that stands at {@code position}, counted from the start of the file. */
    ByteReader at(int position) {
        return new ByteReader(buffer.duplicate().position(position));
    }

    int position() {
        return buffer.position();
    }

    int integer() {
        return buffer.getInt();
    }

    double number() {
        return buffer.getDouble();
    }

    long[] longs(int count) {
        long[] longs = new long[count];
        buffer.asLongBuffer().get(longs);
        buffer.position(buffer.position() + count * Long.BYTES);
        return longs;
    }

    Digest digest() {
        byte[] bytes = new byte[DIGEST_BYTES];
        buffer.get(bytes);
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    String text() {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
