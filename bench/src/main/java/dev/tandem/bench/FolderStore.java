package dev.tandem.bench;

import dev.tandem.core.store.ObjectInfo;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Objects as files, laid out as those of the local mode, for one process. */
record FolderStore(Path bucket) implements ObjectStore {
    private Path file(ObjectKey key) {
        return bucket.resolve(key.path());
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T io(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return io(() -> Files.isRegularFile(file(key)) ? Optional.of(Files.readAllBytes(file(key))) : Optional.empty());
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        return io(() -> {
            try (RandomAccessFile in = new RandomAccessFile(file(key).toFile(), "r")) {
                byte[] bytes = new byte[(int) Math.min(length, in.length() - offset)];
                in.seek(offset);
                in.readFully(bytes);
                return bytes;
            }
        });
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return io(() -> Files.isRegularFile(file(key))
                ? Optional.of(new ObjectInfo(key, Files.size(file(key)), Files.getLastModifiedTime(file(key)).toInstant()))
                : Optional.empty());
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        io(() -> {
            Files.createDirectories(file(key).getParent());
            return Files.write(file(key), bytes);
        });
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        put(key, io(() -> Files.readAllBytes(file)));
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        io(() -> Files.write(file, get(key)));
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        if (Files.exists(file(key))) {
            return false;
        }
        put(key, bytes);
        return true;
    }

    @Override
    public boolean renew(ObjectKey key) {
        return Files.exists(file(key));
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        try (Stream<Path> files = io(() -> Files.walk(bucket))) {
            files.filter(Files::isRegularFile)
                    .map(file -> new ObjectKey(bucket.relativize(file).toString()))
                    .filter(key -> key.path().startsWith(prefix))
                    .forEach(key -> consumer.accept(info(key).orElseThrow()));
        }
    }

    @Override
    public void delete(ObjectKey key) {
        io(() -> Files.deleteIfExists(file(key)));
    }
}
