package dev.tandem.core.garbage;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectInfo;
import dev.tandem.core.store.ObjectKey;
import dev.tandem.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what no version of a data set and no recent run reaches: marks what is reachable, then sweeps folder by folder. Its
 * greatest advantage is that runs may go on meanwhile; its greatest limitation that it reads the shards and the overlays of
 * recent runs, for the media that they refer to. Names, versions of data sets and records of runs are never removed.
 *
 * <p>It is safe beside running jobs because objects protect themselves by their age: what is written, or used again (see
 * {@link ContentStore#keep}), within the time of grace stays. Keys go before what they refer to, so that whoever finds a key
 * finds all of it. What remains, and why it costs a run that completes when it is run again, stands in
 * {@code docs/adr/0008-garbage-is-marked-and-swept-beside-running-jobs.md}.
 */
public final class GarbageCollection {
    private static final String KEYS = "keys";
    private static final String INDEXES = "indexes/";
    private static final List<String> CONTENTS = List.of(
            "documents", "selections", "features", "overlays", "signatures", "edges", "clusters", "summaries", "shards",
            "blobs");
    private static final String SCORES = "scores";
    private static final String REPORTS = "reports";
    private static final String RUN_FILE = "/run.json";
    private static final Pattern DIGEST_IN_PATH = Pattern.compile("[^/]+/([0-9a-f]{64})(\\.[a-z]+)?");

    /** What the clocks of the store and of its clients may be apart. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final ObjectStore objects;
    private final UnaryOperator<RunRecord> current;
    private final GarbagePolicy policy;
    private final Instant now;
    private final DigestMarks marks;
    private final Reachability reachability;
    private long recentRuns;

    private GarbageCollection(
            ObjectStore objects, UnaryOperator<RunRecord> current, GarbagePolicy policy, Instant now) {
        this.objects = objects;
        this.current = current;
        this.policy = policy;
        this.now = now;
        this.marks = new DigestMarks(policy.markBytes());
        this.reachability = new Reachability(new ContentStore(objects), marks);
    }

    /**
     * Collects once.
     *
     * @param current tells how a run stands whose record does not say that it is finished
     * @param clock the same as the store's, within ten minutes
     * @throws TandemException {@link ErrorCode#CORRUPT_OBJECT} where a reachable object cannot be read, before anything is
     *     deleted; {@link ErrorCode#STORE_UNAVAILABLE}
     */
    public static GarbageReport collect(
            ObjectStore objects, UnaryOperator<RunRecord> current, GarbagePolicy policy, InstantSource clock) {
        return new GarbageCollection(objects, current, policy, clock.instant()).collect();
    }

    private GarbageReport collect() {
        Instant cutoff = markRuns().minus(policy.grace());
        long datasets = markDatasets(Instant.MIN);
        markIndexes(cutoff);
        markKeys(cutoff);
        List<GarbageReport.Kind> kinds = new ArrayList<>();
        kinds.add(sweep(KEYS, cutoff, this::isMarked));
        if (policy.delete()) {
            // A key that was still old when it was looked at may have been used again before the sweep came to it.
            Instant since = now.minus(CLOCKS_APART);
            markRuns();
            markDatasets(since);
            markIndexes(cutoff);
            markKeys(since);
        }
        for (String kind : CONTENTS) {
            kinds.add(sweep(kind, cutoff, this::isMarked));
        }
        // Nothing refers to scores, which are renewed whenever they are looked at.
        Instant unused = now.minus(policy.keepRuns());
        kinds.add(sweep(SCORES, unused.isBefore(cutoff) ? unused : cutoff, path -> false));
        kinds.add(sweep(REPORTS, cutoff, path -> marks.contains(ofRun(segment(path)))));
        return new GarbageReport(cutoff.toString(), policy.delete(), recentRuns, datasets, kinds);
    }

    /** Marks what recent runs reach, and returns since when anything may be in use: the start of the oldest that goes on. */
    private Instant markRuns() {
        Instant[] oldest = {now};
        recentRuns = 0;
        objects.forEach("runs/", info -> {
            if (!info.key().path().endsWith(RUN_FILE)) {
                return;
            }
            Optional<byte[]> json = objects.find(info.key());
            if (json.isEmpty()) {
                return;
            }
            RunRecord stored = Json.read(json.get(), RunRecord.class);
            RunRecord record = stored.status().finished() ? stored : current.apply(stored);
            boolean finished = record.status().finished();
            if (!finished && record.startedAt().isBefore(oldest[0])) {
                oldest[0] = record.startedAt();
            }
            Instant ended = record.finished().map(Instant::parse).orElse(record.startedAt());
            if (!finished || !ended.isBefore(now.minus(policy.keepRuns()))) {
                recentRuns++;
                marks.add(ofRun(record.run()));
                reachability.run(json.get());
                reachability.run(Json.bytes(record));
            }
        });
        markRounds();
        return oldest[0];
    }

    /** Their runs are marked as all others; what a round that goes on writes is young, or stands in the record already. */
    private void markRounds() {
        objects.forEach(ObjectKey.ROUNDS, info -> objects.find(info.key()).ifPresent(json -> {
            RoundsRecord record = Json.read(json, RoundsRecord.class);
            Instant ended = Instant.parse(record.finished().orElse(record.started()));
            if (!record.status().finished() || !ended.isBefore(now.minus(policy.keepRuns()))) {
                marks.add(ofRun(record.name()));
                reachability.rounds(json);
            }
        }));
    }

    private long markDatasets(Instant since) {
        long[] found = {0};
        objects.forEach("datasets/", info -> {
            if (!info.modified().isBefore(since)) {
                found[0]++;
                objects.find(info.key()).ifPresent(reachability::dataset);
            }
        });
        return found[0];
    }

    /** Of what was there before samples were removed nothing has to stay, once no running job can have started with it. */
    private void markIndexes(Instant cutoff) {
        Map<String, List<Digest>> parents = new HashMap<>();
        Deque<String> before = new ArrayDeque<>();
        objects.forEach(INDEXES, info -> objects.find(info.key()).ifPresent(json -> {
            IndexVersion version = Json.read(json, IndexVersion.class);
            parents.put(info.key().path(), version.parents());
            if (!version.removals().isEmpty() && info.modified().isBefore(cutoff)) {
                before.addAll(siblings(info.key().path(), version.parents()));
            }
        }));
        Set<String> left = new HashSet<>();
        while (!before.isEmpty()) {
            String path = before.pop();
            if (left.add(path)) {
                before.addAll(siblings(path, parents.getOrDefault(path, List.of())));
            }
        }
        parents.keySet().stream()
                .filter(path -> !left.contains(path))
                .forEach(path -> objects.find(new ObjectKey(path)).ifPresent(reachability::index));
    }

    /** The paths of versions of the same index. */
    private static List<String> siblings(String path, List<Digest> versions) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return versions.stream().map(version -> folder + version + ".json").toList();
    }

    private void markKeys(Instant since) {
        objects.forEach(KEYS + "/", info -> {
            if (!info.modified().isBefore(since)) {
                digest(info.key().path()).ifPresent(reachability::key);
            }
        });
    }

    private boolean isMarked(String path) {
        // What is not named by a digest is nothing that Tandem has written; it is left alone.
        return digest(path).map(marks::contains).orElse(true);
    }

    private GarbageReport.Kind sweep(String kind, Instant cutoff, Predicate<String> marked) {
        long[] found = new long[4];
        objects.forEach(kind + "/", info -> {
            found[0]++;
            found[1] += info.size();
            if (info.modified().isBefore(cutoff) && !marked.test(info.key().path()) && removed(info.key(), cutoff)) {
                found[2]++;
                found[3] += info.size();
            }
        });
        return new GarbageReport.Kind(kind, found[0], found[1], found[2], found[3]);
    }

    /** Looks once more, because listing and marking take their time, and deletes; in a dry run it would have. */
    private boolean removed(ObjectKey key, Instant cutoff) {
        if (!policy.delete()) {
            return true;
        }
        Optional<ObjectInfo> info = objects.info(key);
        boolean old = info.isPresent() && info.get().modified().isBefore(cutoff);
        if (old) {
            objects.delete(key);
        }
        return old;
    }

    private static Optional<Digest> digest(String path) {
        Matcher matcher = DIGEST_IN_PATH.matcher(path);
        return matcher.matches() ? Optional.of(new Digest(matcher.group(1))) : Optional.empty();
    }

    private static Digest ofRun(String run) {
        return Digest.of("run:" + run);
    }

    /** The name of the run in the path of a report. */
    private static String segment(String path) {
        String rest = path.substring(REPORTS.length() + 1);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }
}
