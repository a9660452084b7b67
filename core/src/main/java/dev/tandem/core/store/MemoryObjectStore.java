package dev.tandem.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store in memory, for {@code apply} and tests. Not bounded: for small data only. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.path())).map(byte[]::clone);
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        byte[] bytes = get(key);
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
    }

    @Override
    public OptionalLong size(ObjectKey key) {
        byte[] bytes = objects.get(key.path());
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key.path(), bytes.clone());
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        try {
            objects.put(key.path(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        try {
            Files.write(file, get(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] bytes) {
        return objects.putIfAbsent(key.path(), bytes.clone()) == null;
    }

    @Override
    public List<ObjectKey> list(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(path -> path.startsWith(prefix))
                .map(ObjectKey::new)
                .toList();
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key.path());
    }
}
