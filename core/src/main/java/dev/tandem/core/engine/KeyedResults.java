package dev.tandem.core.engine;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.Optional;
import java.util.function.Predicate;

/** Results that are named by what made them and refer to objects with their content. (Those of shards are {@link ShardView}s.) */
public final class KeyedResults {
    private final ContentStore contents;

    public KeyedResults(ContentStore contents) {
        this.contents = contents;
    }

    /**
     * A kind of results.
     *
     * @param isWhole whether everything is there that a result refers to
     */
    public record Kind<T>(Class<T> type, Predicate<T> isWhole) {}

    /** The result at a key, made to last; empty where there is none that can be used, so that it is made again. */
    public <T> Optional<T> find(Digest key, Kind<T> kind) {
        return contents.objects().find(ObjectKey.result(key))
                .filter(json -> contents.keep(ObjectKey.result(key)))
                .map(json -> Json.read(json, kind.type()))
                .filter(kind.isWhole());
    }

    /** The first writer wins, unless what it wrote is gone. */
    public <T> void publish(Digest key, T result, Kind<T> kind) {
        byte[] json = Json.bytes(result);
        if (!contents.objects().putIfAbsent(ObjectKey.result(key), json) && find(key, kind).isEmpty()) {
            contents.objects().put(ObjectKey.result(key), json);
        }
    }
}
