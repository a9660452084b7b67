package dev.tandem.core.run;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The index of runs, in the bucket: the workflow server is not asked to list them. */
public final class RunStore {
    private static final String PREFIX = "runs/";

    private final ObjectStore objects;

    public RunStore(ObjectStore objects) {
        this.objects = objects;
    }

    public void put(RunRecord record) {
        objects.put(ObjectKey.run(record.run()), Json.bytes(record));
    }

    public Optional<RunRecord> find(String run) {
        return objects.find(key(run)).map(json -> Json.read(json, RunRecord.class));
    }

    public RunRecord load(String run) {
        return find(run).orElseThrow(() -> new TandemException(
                ErrorCode.NOT_FOUND, "There is no run '" + run + "'. './tandem runs' lists them."));
    }

    /** All runs, the newest first. */
    public List<RunRecord> list() {
        return objects.list(PREFIX).stream()
                .filter(key -> key.path().endsWith("/run.json"))
                .map(key -> Json.read(objects.get(key), RunRecord.class))
                .sorted(Comparator.comparing(RunRecord::started).reversed().thenComparing(RunRecord::run))
                .toList();
    }

    private static ObjectKey key(String run) {
        try {
            return ObjectKey.run(run);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of a run: " + e.getMessage(), e);
        }
    }
}
