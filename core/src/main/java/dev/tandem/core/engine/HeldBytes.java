package dev.tandem.core.engine;

import dev.tandem.core.dedup.RangeReader;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.sort.SortSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Bytes that are needed for a while: in memory as long as there is room, and then in one file, which goes in the end. */
final class HeldBytes implements AutoCloseable {
    private final SortSpace space;
    private long held;
    private Path file;
    private FileChannel channel;
    private long end;

    HeldBytes(SortSpace space) {
        this.space = space;
    }

    /** Keeps bytes, which must not be changed after. */
    RangeReader hold(byte[] bytes) {
        if (held + bytes.length <= space.memoryBytes()) {
            held += bytes.length;
            return (offset, length) -> Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }
        try {
            long start = append(ByteBuffer.wrap(bytes));
            return (offset, length) -> read(start + offset, length);
        } catch (IOException e) {
            throw new TandemException(
                    ErrorCode.DISK_FULL,
                    "What does not fit into memory cannot be written to '" + space.folder() + "': " + e.getMessage()
                            + ". Make room there, or give the process more memory.",
                    e);
        }
    }

    private long append(ByteBuffer bytes) throws IOException {
        if (channel == null) {
            Files.createDirectories(space.folder());
            file = Files.createTempFile(space.folder(), "held", ".bytes");
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        long start = end;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        return start;
    }

    private byte[] read(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException("the file '" + file + "' ends too early");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }

    /** Bytes that are in the file. */
    long spilled() {
        return end;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
