package dev.tandem.core.sort;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Records in a temporary file: of each, its length and its longs. */
final class RunFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    /** Writes all records of a cursor, which is closed. */
    static RunFile write(Path folder, RecordCursor records) {
        try (records) {
            Files.createDirectories(folder);
            RunFile run = new RunFile(Files.createTempFile(folder, "sorted", ".run"));
            try (FileChannel channel = FileChannel.open(run.file, StandardOpenOption.WRITE)) {
                write(records, channel);
            } catch (IOException e) {
                run.close();
                throw e;
            }
            return run;
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.DISK_FULL,
                    "Records cannot be sorted in '" + folder + "': " + e.getMessage()
                            + ". Make room there, or give sorting more memory.",
                    e);
        }
    }

    private static void write(RecordCursor records, FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (records.next()) {
            put(buffer, channel, records.length());
            for (int i = 0; i < records.length(); i++) {
                put(buffer, channel, records.value(i));
            }
        }
        flush(buffer, channel);
    }

    private static void put(ByteBuffer buffer, FileChannel channel, long value) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush(buffer, channel);
        }
        buffer.putLong(value);
    }

    private static void flush(ByteBuffer buffer, FileChannel channel) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    RecordCursor cursor() {
        try {
            return new Reading(FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Reading extends RecordCursor {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

        Reading(FileChannel channel) {
            this.channel = channel;
            data = new long[16];
        }

        @Override
        public boolean next() {
            try {
                if (!buffer.hasRemaining() && !fill()) {
                    return false;
                }
                length = (int) read();
                if (data.length < length) {
                    data = new long[Math.max(length, 2 * data.length)];
                }
                for (int i = 0; i < length; i++) {
                    data[i] = read();
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long read() throws IOException {
            if (!buffer.hasRemaining() && !fill()) {
                throw new IOException("a sorted run ends too early");
            }
            return buffer.getLong();
        }

        /** Files and the buffer are made of whole longs. */
        private boolean fill() throws IOException {
            buffer.clear();
            int read;
            do {
                read = channel.read(buffer);
            } while (read >= 0 && (buffer.position() == 0 || buffer.position() % Long.BYTES != 0));
            buffer.flip();
            return buffer.hasRemaining();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
