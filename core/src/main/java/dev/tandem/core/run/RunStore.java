package dev.tandem.core.run;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.NearestName;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The records of runs, in the bucket. */
public final class RunStore {
    private static final String PREFIX = "runs/";
    private static final String FILE = "/run.json";
    /** Newest runs whose names are compared with one that there is not. */
    private static final int SUGGESTED = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern TIME_IN_NAME = Pattern.compile("[0-9]{8}-[0-9]{6}(\\.[0-9]{3})?(?=-[0-9a-f]+$)");

    /** Names of runs, the newest first; those of one moment by name. */
    public static final Comparator<String> NEWEST_FIRST =
            Comparator.comparing(RunStore::time).reversed().thenComparing(Comparator.naturalOrder());

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
        return find(run).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no run '" + run + "'. "
                + NearestName.suggest(run, names().sorted(NEWEST_FIRST).limit(SUGGESTED).toList())
                        .map(nearest -> "Did you mean '" + nearest + "'? ")
                        .orElse("")
                + "'./tandem runs' lists them."));
    }

    /**
     * Some of the runs, the newest first; no others are read.
     *
     * @param after name of the run that the page before ended with; empty for the first page
     * @param limit runs of a page, at most
     */
    public List<RunRecord> page(Optional<String> after, int limit) {
        return newestFirst(after).limit(limit).toList();
    }

    /** The runs after one of them, or all, the newest first; a record is read when it is come to. */
    Stream<RunRecord> newestFirst(Optional<String> after) {
        return names()
                .filter(run -> after.isEmpty() || NEWEST_FIRST.compare(run, after.get()) > 0)
                .sorted(NEWEST_FIRST)
                .flatMap(run -> find(run).stream());
    }

    private Stream<String> names() {
        return objects.list(PREFIX).stream()
                .map(ObjectKey::path)
                .filter(path -> path.endsWith(FILE))
                .map(path -> path.substring(PREFIX.length(), path.length() - FILE.length()));
    }

    /** The name of a run that starts now: it ends with the time and a few digits of chance, by which runs are sorted. */
    public static String name(String recipe, Instant now, String chance) {
        return recipe + "-" + TIME.format(now) + "-" + chance;
    }

    /** When a run was submitted, to the millisecond, by its name; empty for what is no name of a run. */
    public static Optional<Instant> submitted(String run) {
        String time = time(run);
        if (time.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TIME.parse(time.contains(".") ? time : time + ".000", Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String time(String run) {
        Matcher found = TIME_IN_NAME.matcher(run);
        return found.find() ? found.group() : "";
    }

    private static ObjectKey key(String run) {
        try {
            return ObjectKey.run(run);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of a run: " + e.getMessage(), e);
        }
    }
}
