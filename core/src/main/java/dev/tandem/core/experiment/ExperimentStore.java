package dev.tandem.core.experiment;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/** The records of experiments, in the bucket. */
public final class ExperimentStore {
    private static final String FILE = "/experiment.json";

    private final ObjectStore objects;

    public ExperimentStore(ObjectStore objects) {
        this.objects = objects;
    }

    public void put(ExperimentRecord record) {
        objects.put(ObjectKey.experiment(record.name()), Json.bytes(record));
    }

    public Optional<ExperimentRecord> find(String name) {
        return objects.find(key(name)).map(json -> Json.read(json, ExperimentRecord.class));
    }

    /** @throws TandemException {@link ErrorCode#NOT_FOUND} with the names that there are */
    public ExperimentRecord load(String name) {
        return find(name).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no experiment '" + name + "'. "
                + NearestName.suggest(name, names()).map(near -> "Did you mean '" + near + "'? ").orElse("")
                + "'./tandem experiment list' lists them."));
    }

    /** All names, the newest first. */
    public List<String> names() {
        return objects.list(ObjectKey.EXPERIMENTS).stream()
                .map(ObjectKey::path)
                .filter(path -> path.endsWith(FILE))
                .map(path -> path.substring(ObjectKey.EXPERIMENTS.length(), path.length() - FILE.length()))
                .sorted(RunStore.NEWEST_FIRST)
                .toList();
    }

    private static ObjectKey key(String name) {
        try {
            return ObjectKey.experiment(name);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of an experiment: " + e.getMessage(), e);
        }
    }
}
