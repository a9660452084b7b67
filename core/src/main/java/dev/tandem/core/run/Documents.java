package dev.tandem.core.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.List;
import java.util.function.Function;

/**
 * What is passed between the parts of a run by digest: plans, lists of splits, lists of keys. The work on every shard asks
 * for the same few; those are held, up to {@value #HELD_BYTES} bytes of their JSON.
 */
public final class Documents {
    private static final long HELD_BYTES = 16L << 20;

    private final ContentStore contents;
    private final Cache<Digest, Held> held = Caffeine.newBuilder()
            .maximumWeight(HELD_BYTES)
            .weigher((Digest digest, Held document) -> document.bytes())
            .build();

    private record Held(Object value, int bytes) {}

    public Documents(ContentStore contents) {
        this.contents = contents;
    }

    public Digest putPlan(Plan plan) {
        return put(plan);
    }

    public Plan plan(Digest digest) {
        return (Plan) held(digest, json -> Json.read(json, Plan.class));
    }

    public InputManifest input(Digest digest) {
        return (InputManifest) held(digest, json -> Json.read(json, InputManifest.class));
    }

    public Digest putSplits(List<Reader.Split> splits) {
        return put(splits);
    }

    @SuppressWarnings("unchecked")
    public List<Reader.Split> splits(Digest digest) {
        return (List<Reader.Split>)
                held(digest, json -> List.copyOf(Json.read(json, new TypeReference<List<Reader.Split>>() {})));
    }

    public Digest putKeys(List<Digest> keys) {
        return put(keys);
    }

    @SuppressWarnings("unchecked")
    public List<Digest> keys(Digest digest) {
        return (List<Digest>) held(digest, json -> List.copyOf(Json.read(json, new TypeReference<List<Digest>>() {})));
    }

    private Object held(Digest digest, Function<byte[], Object> read) {
        return held.get(digest, key -> {
                    byte[] json = contents.get(key, ObjectKey::document);
                    return new Held(read.apply(json), json.length);
                })
                .value();
    }

    private Digest put(Object document) {
        return contents.put(Json.bytes(document), ObjectKey::document);
    }
}
