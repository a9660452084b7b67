package dev.tandem.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A store in memory, for {@code apply} and tests. Not bounded: for small data only. */
public final class MemoryObjectStore implements ObjectStore {
    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    private record Stored(byte[] bytes, Instant modified) {}

    public MemoryObjectStore() {
        this(InstantSource.system());
    }

    /**
     * A store whose objects age by a clock of the caller's.
     *
     * @param clock tells when an object is written
     */
    public MemoryObjectStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.path())).map(stored -> stored.bytes().clone());
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        byte[] bytes = get(key);
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + length));
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.path())).map(stored -> info(key.path(), stored));
    }

    @Override
    public void put(ObjectKey key, byte[] bytes) {
        objects.put(key.path(), stored(bytes.clone()));
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        try {
            objects.put(key.path(), stored(Files.readAllBytes(file)));
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
        return objects.putIfAbsent(key.path(), stored(bytes.clone())) == null;
    }

    @Override
    public boolean renew(ObjectKey key) {
        return objects.computeIfPresent(key.path(), (path, stored) -> stored(stored.bytes())) != null;
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        for (var entry : objects.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            consumer.accept(info(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key.path());
    }

    private Stored stored(byte[] bytes) {
        return new Stored(bytes, clock.instant());
    }

    private static ObjectInfo info(String path, Stored stored) {
        return new ObjectInfo(new ObjectKey(path), stored.bytes().length, stored.modified());
    }
}
