package dev.tandem.core.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.model.Digest;
import java.util.Optional;
import java.util.function.Function;

/**
 * Small objects that never change and are asked for again and again, held after they were decoded, up to a number of
 * bytes that they have in the store. What is given out is shared: nobody may change it.
 */
public final class HeldObjects {
    private final Cache<Digest, Held> held;

    private record Held(Object value, int bytes) {}

    public HeldObjects(long maxBytes) {
        held = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Digest digest, Held object) -> object.bytes())
                .build();
    }

    /** The object of a digest if it is held; a digest names objects of one type only. */
    public <T> Optional<T> find(Digest digest, Class<T> type) {
        return Optional.ofNullable(held.getIfPresent(digest)).map(object -> type.cast(object.value()));
    }

    /** The object of a digest, fetched and decoded unless it is held. */
    @SuppressWarnings("unchecked")
    public <T> T get(Digest digest, Function<Digest, byte[]> fetch, Function<byte[], T> decode) {
        return (T) held.get(digest, missing -> {
                    byte[] encoded = fetch.apply(missing);
                    return new Held(decode.apply(encoded), encoded.length);
                })
                .value();
    }

    /**
     * Holds an object that its owner has at hand.
     *
     * @param bytes length of what stands in the store
     */
    public void put(Digest digest, Object value, int bytes) {
        held.put(digest, new Held(value, bytes));
    }
}
