package dev.tandem.core.evaluation;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The evaluation sets of a tenant in the store. A set never changes: a name points to the version that was added last, and
 * plans refer to versions. Versions stay for good, since what was published says that it is free of them.
 */
public final class EvaluationRegistry implements EvaluationNames {
    private static final int FORMAT = 1;

    private final ContentStore contents;
    private final String tenant;

    public EvaluationRegistry(ContentStore contents, String tenant) {
        this.contents = contents;
        this.tenant = tenant;
    }

    /**
     * A name and the version that it points to.
     *
     * @param bytes of the stored set
     * @param added when, ISO 8601, UTC
     * @param leaf what the set asks for
     * @param slices fields by which its items are told apart
     */
    public record Named(
            int format,
            String name,
            Digest version,
            int items,
            long bytes,
            String added,
            Optional<EvaluationLeaf> leaf,
            List<String> slices) {

        public Named {
            leaf = leaf == null ? Optional.empty() : leaf;
            slices = slices == null ? List.of() : List.copyOf(slices);
        }
    }

    /** The sets of a store by their digests, for those who have no need of names. */
    public static EvaluationSets stored(ContentStore contents) {
        return version -> EvaluationSet.decode(contents.get(version, ObjectKey::evaluation));
    }

    /** Stores a set, unless it is there, and lets the name point to it. */
    public Named add(String name, EvaluationSet set) {
        ObjectKey key = key(name);
        byte[] bytes = set.encode();
        Digest version = contents.put(bytes, ObjectKey::evaluation);
        Optional<Named> current = find(key);
        if (current.isPresent() && current.get().version().equals(version)) {
            return current.get();
        }
        Named named = new Named(
                FORMAT,
                name,
                version,
                set.items().size(),
                bytes.length,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                set.leaf(),
                List.copyOf(set.slices().keySet()));
        contents.objects().put(key, Json.bytes(named));
        return named;
    }

    /** All names, sorted, with what they point to. */
    public List<Named> list() {
        return contents.objects().list("evalsets/" + tenant + "/").stream().flatMap(key -> find(key).stream()).toList();
    }

    /** What a name points to. */
    public Named named(String name) {
        return find(key(name)).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no evaluation set '" + name
                + "'. './tandem eval-sets list' shows those that there are, './tandem eval-sets add' adds one."));
    }

    /** The first items of a set. */
    public List<EvaluationItem> items(Named named, int most) {
        List<EvaluationItem> items = stored(contents).load(named.version()).items();
        return items.subList(0, Math.min(most, items.size()));
    }

    @Override
    public EvaluationReference pin(String text) {
        if (!EvaluationReference.isPinned(text)) {
            return new EvaluationReference(text, named(text).version());
        }
        EvaluationReference reference = EvaluationReference.parse(text);
        if (contents.objects().info(ObjectKey.evaluation(reference.version())).isEmpty()) {
            throw new TandemException(ErrorCode.NOT_FOUND, "There is no version " + reference.version().abbreviated()
                    + " of an evaluation set '" + reference.name() + "'. Add it again with './tandem eval-sets add'.");
        }
        return reference;
    }

    private Optional<Named> find(ObjectKey key) {
        return contents.objects().find(key).map(json -> Json.read(json, Named.class));
    }

    private ObjectKey key(String name) {
        try {
            return ObjectKey.evaluationName(tenant, name);
        } catch (IllegalArgumentException e) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT, "Not the name of an evaluation set: " + e.getMessage(), e);
        }
    }
}
