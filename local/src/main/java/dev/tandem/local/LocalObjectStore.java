package dev.tandem.local;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.store.ObjectInfo;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The embedded store, in the process that embeds it: reads the files that the server keeps objects in, which it replaces in one
 * step, without asking it; and tells the cause that its S3 answer to a write does not tell, that the disk under it is full.
 *
 * @param folder of the server
 * @param bucket folder of the bucket below it
 */
record LocalObjectStore(ObjectStore objects, Path folder, Path bucket) implements ObjectStore {
    /** A write fails somewhat before the last byte is used. */
    private static final long MARGIN_BYTES = 1L << 20;

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return read(key, Files::readAllBytes);
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        return read(key, file -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        in.skip(offset);
                        return in.readNBytes(length);
                    }
                })
                .orElseThrow(() -> ObjectStore.missing(key));
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return read(key, file -> {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new ObjectInfo(key, attributes.size(), attributes.lastModifiedTime().toInstant());
        });
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        writing(bytes.length, () -> {
            objects.put(key, bytes);
            return true;
        });
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        writing(size(file), () -> {
            objects.putFile(key, file);
            return true;
        });
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        objects.getFile(key, file);
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        // The server would take all bytes before it says so.
        return !Files.exists(bucket.resolve(key.path())) && writing(bytes.length, () -> objects.putIfAbsent(key, bytes));
    }

    @Override
    public boolean renew(ObjectKey key) {
        return objects.renew(key);
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        objects.forEach(prefix, consumer);
    }

    @Override
    public void delete(ObjectKey key) {
        objects.delete(key);
    }

    private <T> Optional<T> read(ObjectKey key, FileRead<T> read) {
        Path file = bucket.resolve(key.path());
        try {
            return Files.isDirectory(file) ? Optional.empty() : Optional.of(read.of(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TandemException(ErrorCode.STORE_UNAVAILABLE, "Could not read '" + key + "' from '" + bucket + "': " + e, e);
        }
    }

    @FunctionalInterface
    private interface FileRead<T> {
        T of(Path file) throws IOException;
    }

    private boolean writing(long bytes, Supplier<Boolean> write) {
        try {
            return write.get();
        } catch (TandemException e) {
            long free = usable();
            if (e.code() == ErrorCode.STORE_UNAVAILABLE && free < bytes + MARGIN_BYTES) {
                throw new TandemException(ErrorCode.DISK_FULL, "The disk of '" + folder + "' is full: " + free
                        + " bytes are free, " + bytes + " are to be written. Free some space and run again, or set TANDEM_HOME"
                        + " to a folder on another disk: finished work is kept.", e);
            }
            throw e;
        }
    }

    private long usable() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
