package dev.tandem.core.forecast;

import dev.tandem.core.store.MemoryObjectStore;
import dev.tandem.core.store.ObjectInfo;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What stands in a store, and what a forecast writes beside it: that stays in memory, up to a limit, and is gone with the forecast.
 * Nothing of the store is changed. What is more than the limit is forgotten, and asked again.
 */
final class ForecastStore implements ObjectStore {
    private static final long MOST_BYTES = 256L << 20;

    private final ObjectStore stored;
    private final ObjectStore written = new MemoryObjectStore();
    private long bytes;

    ForecastStore(ObjectStore stored) {
        this.stored = stored;
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        return written.find(key).or(() -> stored.find(key));
    }

    @Override
    public byte[] range(ObjectKey key, long offset, int length) {
        return written.info(key).isPresent() ? written.range(key, offset, length) : stored.range(key, offset, length);
    }

    @Override
    public Optional<ObjectInfo> info(ObjectKey key) {
        return written.info(key).or(() -> stored.info(key));
    }

    @Override
    public synchronized void put(ObjectKey key, byte[] content) {
        bytes += content.length;
        if (bytes <= MOST_BYTES) {
            written.put(key, content);
        }
    }

    @Override
    public boolean putIfAbsent(ObjectKey key, byte[] content) {
        if (info(key).isPresent()) {
            return false;
        }
        put(key, content);
        return true;
    }

    /** Whoever only looks does not keep garbage from being collected. */
    @Override
    public boolean renew(ObjectKey key) {
        return info(key).isPresent();
    }

    @Override
    public void putFile(ObjectKey key, Path file) {
        throw new UnsupportedOperationException("A forecast writes no files");
    }

    @Override
    public void getFile(ObjectKey key, Path file) {
        throw new UnsupportedOperationException("A forecast reads no files");
    }

    @Override
    public void forEach(String prefix, Consumer<ObjectInfo> consumer) {
        throw new UnsupportedOperationException("A forecast lists nothing");
    }

    @Override
    public void delete(ObjectKey key) {
        throw new UnsupportedOperationException("A forecast deletes nothing");
    }
}
