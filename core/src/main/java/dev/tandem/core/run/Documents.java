package dev.tandem.core.run;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.List;

/** What is passed between the parts of a run by digest: plans, lists of splits, lists of keys. */
public final class Documents {
    private final ContentStore contents;

    public Documents(ContentStore contents) {
        this.contents = contents;
    }

    public Digest putPlan(Plan plan) {
        return put(plan);
    }

    public Plan plan(Digest digest) {
        return Json.read(contents.get(digest, ObjectKey::document), Plan.class);
    }

    public Digest putSplits(List<Reader.Split> splits) {
        return put(splits);
    }

    public List<Reader.Split> splits(Digest digest) {
        return Json.read(contents.get(digest, ObjectKey::document), new TypeReference<List<Reader.Split>>() {});
    }

    public Digest putKeys(List<Digest> keys) {
        return put(keys);
    }

    public List<Digest> keys(Digest digest) {
        return Json.read(contents.get(digest, ObjectKey::document), new TypeReference<List<Digest>>() {});
    }

    private Digest put(Object document) {
        return contents.put(Json.bytes(document), ObjectKey::document);
    }
}
