package dev.tandem.core.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory. */
record ByteArrayInputFile(byte[] bytes) implements InputFile {

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(ByteBuffer.wrap(bytes));
    }

    private static final class Stream extends SeekableInputStream {
        private final ByteBuffer buffer;

        Stream(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public long getPos() {
            return buffer.position();
        }

        @Override
        public void seek(long position) throws IOException {
            if (position < 0 || position > buffer.limit()) {
                throw new EOFException("Position " + position + " is outside of " + buffer.limit() + " bytes");
            }
            buffer.position((int) position);
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!buffer.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
            return count;
        }

        @Override
        public void readFully(byte[] target) throws IOException {
            readFully(target, 0, target.length);
        }

        @Override
        public void readFully(byte[] target, int offset, int length) throws IOException {
            require(length);
            buffer.get(target, offset, length);
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), buffer.remaining());
            if (count == 0) {
                return target.hasRemaining() ? -1 : 0;
            }
            target.put(buffer.slice(buffer.position(), count));
            buffer.position(buffer.position() + count);
            return count;
        }

        @Override
        public void readFully(ByteBuffer target) throws IOException {
            require(target.remaining());
            read(target);
        }

        private void require(int length) throws IOException {
            if (buffer.remaining() < length) {
                throw new EOFException("Expected " + length + " more bytes, found " + buffer.remaining());
            }
        }
    }
}
