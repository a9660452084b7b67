package dev.tandem.core.rounds;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of rounds, in the bucket. */
public final class RoundsStore {
    private static final String FILE = "/rounds.json";

    private final ObjectStore objects;

    public RoundsStore(ObjectStore objects) {
        this.objects = objects;
    }

    public void put(RoundsRecord record) {
        objects.put(ObjectKey.rounds(record.name()), Json.bytes(record));
    }

    /** Of rounds that have just begun, unless they have left a record themselves by now. */
    public void putIfAbsent(RoundsRecord record) {
        objects.putIfAbsent(ObjectKey.rounds(record.name()), Json.bytes(record));
    }

    public Optional<RoundsRecord> find(String name) {
        return objects.find(key(name)).map(json -> Json.read(json, RoundsRecord.class));
    }

    public RoundsRecord load(String name) {
        return find(name).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There are no rounds '" + name + "'. "
                + NearestName.suggest(name, names(Optional.empty()).toList())
                        .map(nearest -> "Did you mean '" + nearest + "'? ")
                        .orElse("")
                + "'./tandem codev list' lists them."));
    }

    /**
     * Some of the records, the newest first; no others are read.
     *
     * @param after name of the one that the page before ended with
     */
    public List<RoundsRecord> page(Optional<String> after, int limit) {
        return names(after).flatMap(name -> find(name).stream()).limit(limit).toList();
    }

    private Stream<String> names(Optional<String> after) {
        return objects.list(ObjectKey.ROUNDS).stream()
                .map(ObjectKey::path)
                .filter(path -> path.endsWith(FILE))
                .map(path -> path.substring(ObjectKey.ROUNDS.length(), path.length() - FILE.length()))
                .filter(name -> after.isEmpty() || RunStore.NEWEST_FIRST.compare(name, after.get()) > 0)
                .sorted(RunStore.NEWEST_FIRST);
    }

    private static ObjectKey key(String name) {
        try {
            return ObjectKey.rounds(name);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of rounds: " + e.getMessage(), e);
        }
    }
}
