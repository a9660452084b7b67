package dev.tandem.core.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file that stands elsewhere, read range by range; the footer, which is read in small pieces, comes in one. */
record RangeInputFile(long size, ParquetColumns.ByteRanges file) implements InputFile {
    private static final int WINDOW_BYTES = 64 << 10;

    @Override
    public long getLength() {
        return size;
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream();
    }

    private final class Stream extends SeekableInputStream {
        private long position;
        private byte[] window = new byte[0];
        private long windowStart;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long target) throws IOException {
            if (target < 0 || target > size) {
                throw new EOFException("Position " + target + " is outside of " + size + " bytes");
            }
            position = target;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, size - position);
            if (count == 0) {
                return length == 0 ? 0 : -1;
            }
            if (position < windowStart || position + count > windowStart + window.length) {
                // What is small is read near the end, front to back: the window ends with the file where it can.
                windowStart = count >= WINDOW_BYTES ? position : Math.min(position, Math.max(0, size - WINDOW_BYTES));
                int wanted = (int) Math.min(size - windowStart, Math.max(WINDOW_BYTES, position + count - windowStart));
                window = file.read(windowStart, wanted);
                if (window.length < wanted) {
                    throw new EOFException("Expected " + wanted + " bytes from " + windowStart + ", found " + window.length);
                }
            }
            System.arraycopy(window, (int) (position - windowStart), target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[target.remaining()];
            int count = read(bytes, 0, bytes.length);
            if (count > 0) {
                target.put(bytes, 0, count);
            }
            return count;
        }

        @Override
        public void readFully(byte[] target) throws IOException {
            readFully(target, 0, target.length);
        }

        @Override
        public void readFully(byte[] target, int offset, int length) throws IOException {
            if (size - position < length) {
                throw new EOFException("Expected " + length + " more bytes, found " + (size - position));
            }
            read(target, offset, length);
        }

        @Override
        public void readFully(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[target.remaining()];
            readFully(bytes, 0, bytes.length);
            target.put(bytes);
        }
    }
}
