package dev.tandem.core.dedup;

import dev.tandem.core.model.Digest;
import it.unimi.dsi.fastutil.bytes.ByteArrays;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Writes the big-endian files of this package: the same values give the same bytes. */
final class ByteWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

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

    /** Shows the bytes from {@code start} on; not to be written to. */
    void view(int start, Consumer<ByteBuffer> consumer) {
        consumer.accept(ByteBuffer.wrap(buffer.array(), start, buffer.position() - start));
    }

    int position() {
        return buffer.position();
    }

    /** Overwrites the integer at {@code position}. */
    void integer(int position, int value) {
        buffer.putInt(position, value);
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
