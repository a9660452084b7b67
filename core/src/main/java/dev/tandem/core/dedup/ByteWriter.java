package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import it.unimi.dsi.fastutil.bytes.ByteArrays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the big-endian files of this package: the same values give the same bytes. */
final class ByteWriter {
    private ByteBuffer buffer;

    ByteWriter() {
        this(1 << 12);
    }

    /** With room for so many bytes; it grows where they are not enough. */
    ByteWriter(int bytes) {
        buffer = ByteBuffer.allocate(bytes);
    }

    ByteWriter integer(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    ByteWriter number(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    ByteWriter longs(long[] values) {
        ByteBuffer target = room(values.length * Long.BYTES);
        target.asLongBuffer().put(values);
        target.position(target.position() + values.length * Long.BYTES);
        return this;
    }

    ByteWriter longs(long first, long second) {
        room(2 * Long.BYTES).putLong(first).putLong(second);
        return this;
    }

    ByteWriter digest(Digest digest) {
        room(ByteReader.DIGEST_BYTES).put(digest.bytes());
        return this;
    }

    ByteWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        integer(bytes.length);
        room(bytes.length).put(bytes);
        return this;
    }

    ByteWriter bytes(ByteBuffer bytes) {
        room(bytes.remaining()).put(bytes);
        return this;
    }

    ByteWriter append(ByteWriter other) {
        return bytes(ByteBuffer.wrap(other.buffer.array(), 0, other.position()));
    }

    int position() {
        return buffer.position();
    }

    /** Overwrites the integer at {@code position}. */
    void integer(int position, int value) {
        buffer.putInt(position, value);
    }

    /** Forgets what was written. */
    void clear() {
        buffer.clear();
    }

    /** What was written; not to be written to any more where it is just as much as there was room for. */
    byte[] wholeBytes() {
        return buffer.hasRemaining() ? bytes() : buffer.array();
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int position = buffer.position();
            byte[] grown = ByteArrays.grow(buffer.array(), Math.addExact(position, bytes), position);
            buffer = ByteBuffer.wrap(grown).position(position);
        }
        return buffer;
    }
}
