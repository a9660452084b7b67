package dev.tandem.e2e;

import dev.tandem.core.store.ObjectInfo;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The objects of the embedded store, read from its folder. It reads whole objects, and nothing else. */
record FolderObjectStore(Path bucket) implements ObjectStore {

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        Path file = bucket.resolve(key.path());
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return find(key).map(bytes -> new ObjectInfo(key, bytes.length, Instant.EPOCH));
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        throw readOnly();
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        throw readOnly();
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        throw readOnly();
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        throw readOnly();
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        throw readOnly();
    }

    @Override
    public boolean renew(ObjectKey key) {
        throw readOnly();
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        throw readOnly();
    }

    @Override
    public void delete(ObjectKey key) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("Tests read whole objects only");
    }
}
