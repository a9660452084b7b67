package dev.tandem.core.run;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.dedup.Replacements;
import dev.tandem.core.input.InputManifest;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.HeldObjects;
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
    private final HeldObjects held = new HeldObjects(HELD_BYTES);

    public Documents(ContentStore contents) {
        this.contents = contents;
    }

    public Digest putPlan(Plan plan) {
        return put(plan);
    }

    public Plan plan(Digest digest) {
        return held(digest, json -> Json.read(json, Plan.class));
    }

    public InputManifest input(Digest digest) {
        return held(digest, json -> Json.read(json, InputManifest.class));
    }

    public Digest putSplits(List<Reader.Split> splits) {
        return put(splits);
    }

    public List<Reader.Split> splits(Digest digest) {
        return held(digest, json -> List.copyOf(Json.read(json, new TypeReference<List<Reader.Split>>() {})));
    }

    public Digest putKeys(List<Digest> keys) {
        return put(keys);
    }

    public List<Digest> keys(Digest digest) {
        return held(digest, json -> List.copyOf(Json.read(json, new TypeReference<List<Digest>>() {})));
    }

    public IndexVersion index(Digest digest) {
        return held(digest, json -> Json.read(json, IndexVersion.class));
    }

    /** A list that does not keep what it names. */
    public Digest putNames(List<Digest> names) {
        return put(new IndexVersion.Digests(names));
    }

    public List<Digest> names(Digest digest) {
        return held(digest, json -> Json.read(json, IndexVersion.Digests.class)).digests();
    }

    public Digest putReplacements(Replacements replacements) {
        return put(replacements);
    }

    public Replacements replacements(Digest digest) {
        return held(digest, json -> Json.read(json, Replacements.class));
    }

    private <T> T held(Digest digest, Function<byte[], T> read) {
        return held.get(digest, missing -> contents.get(missing, ObjectKey::document), read);
    }

    private Digest put(Object document) {
        return contents.put(Json.bytes(document), ObjectKey::document);
    }
}
