package dev.tandem.core.duplicates;

import dev.tandem.core.dedup.IndexVersion;
import dev.tandem.core.dedup.Replacements;
import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.SampleRemoval;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.run.Documents;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.ContentStore;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Indexes of duplicates, by name. No name points to a version: the newest is the one that no other was made from. Two runs that
 * added to the same version at the same time leave two, which are joined when the index is next used, so that nothing that
 * either has seen is lost.
 */
public final class DuplicateIndexes {
    /** Where the pairs of what is removed are sorted: little, beside what a run sorts. */
    private static final SortSpace SPACE = SortSpace.temporary(64L << 20);

    private final ContentStore contents;
    private final Documents documents;
    private final SampleRemoval removal;

    public DuplicateIndexes(ContentStore contents) {
        this.contents = contents;
        this.documents = new Documents(contents);
        this.removal = new SampleRemoval(contents, SPACE);
    }

    /** The newest version of an index; empty where there is none. */
    public Optional<Digest> newest(String tenant, String name) {
        Map<Digest, IndexVersion> versions = versions(tenant, name);
        Set<Digest> heads = new TreeSet<>(versions.keySet());
        versions.values().forEach(version -> version.parents().forEach(heads::remove));
        if (heads.isEmpty()) {
            return Optional.empty();
        }
        Digest newest = heads.size() == 1 ? heads.iterator().next() : join(tenant, name, heads, versions);
        contents.put(contents.objects().get(ObjectKey.index(tenant, name, newest)), ObjectKey::document);
        return Optional.of(newest);
    }

    /** The names of a tenant's indexes, each with its newest version. */
    public Map<String, IndexVersion> list(String tenant) {
        String prefix = "indexes/" + tenant + "/";
        Map<String, IndexVersion> newest = new TreeMap<>();
        contents.objects().forEach(prefix, info -> {
            String name = info.key().path().substring(prefix.length()).split("/")[0];
            newest.computeIfAbsent(name, unused -> documents.index(newest(tenant, name).orElseThrow()));
        });
        return newest;
    }

    private Map<Digest, IndexVersion> versions(String tenant, String name) {
        Map<Digest, IndexVersion> versions = new TreeMap<>();
        String prefix = ObjectKey.indexVersions(tenant, name);
        contents.objects().forEach(prefix, info -> contents.objects().find(info.key()).ifPresent(json ->
                versions.put(Digest.of(json), Json.read(json, IndexVersion.class))));
        return versions;
    }

    /** All that these have seen, but for what was removed from one of them; the pairs between them have to be looked for. */
    private Digest join(String tenant, String name, Collection<Digest> heads, Map<Digest, IndexVersion> versions) {
        Set<Digest> signatures = new LinkedHashSet<>();
        Set<IndexVersion.Origin> origins = new LinkedHashSet<>();
        Set<IndexVersion.Removal> removals = new LinkedHashSet<>();
        Replacements replacements = Replacements.NONE;
        OperatorSpec operator = versions.get(heads.iterator().next()).operator();
        for (Digest head : heads) {
            IndexVersion version = versions.get(head);
            verify(version, operator);
            signatures.addAll(documents.keys(version.signatures()));
            origins.addAll(version.origins());
            removals.addAll(version.removals());
            replacements = replacements.and(replacements(version));
        }
        Set<Digest> ids = new TreeSet<>();
        removals.forEach(removal -> ids.addAll(documents.names(removal.ids())));
        if (!ids.isEmpty()) {
            SampleRemoval.Rest rest = removal.fromSignatures(List.copyOf(signatures), ids);
            signatures = new LinkedHashSet<>(rest.signatures());
            replacements = replacements.then(rest.replaced());
        }
        return put(tenant, version(
                name, operator, List.copyOf(heads), List.copyOf(signatures), List.of(), List.copyOf(origins),
                List.copyOf(removals), replacements));
    }

    private Replacements replacements(IndexVersion version) {
        return version.replaced().map(documents::replacements).orElse(Replacements.NONE);
    }

    private IndexVersion version(
            String name,
            OperatorSpec operator,
            List<Digest> parents,
            List<Digest> signatures,
            List<Digest> pairs,
            List<IndexVersion.Origin> origins,
            List<IndexVersion.Removal> removals,
            Replacements replacements) {
        return new IndexVersion(
                IndexVersion.FORMAT,
                name,
                operator,
                parents,
                documents.putKeys(signatures),
                documents.putKeys(pairs),
                signatures.size(),
                origins,
                removals,
                removals.isEmpty()
                        ? Optional.empty()
                        : Optional.of(documents.putReplacements(replacements.among(signatures))));
    }

    /**
     * Adds what a step has compared.
     *
     * @param parent the version that it compared with
     * @param compared what it found
     */
    public Digest add(String tenant, String name, Optional<Digest> parent, OperatorSpec operator, Compared compared) {
        Optional<IndexVersion> before = parent.map(documents::index);
        List<Digest> signatures = documents.keys(compared.signatures());
        Digest own = documents.putNames(signatures.subList(signatures.size() - compared.by().shards(), signatures.size()));
        List<IndexVersion.Origin> origins = new ArrayList<>();
        before.ifPresent(version -> version.origins().stream()
                .filter(origin -> !origin.signatures().equals(own))
                .forEach(origins::add));
        origins.add(new IndexVersion.Origin(
                compared.by().dataset(), compared.by().run(), compared.by().step(), own));
        return put(tenant, version(
                name,
                operator,
                parent.stream().toList(),
                signatures,
                documents.keys(compared.pairs()),
                origins,
                before.map(IndexVersion::removals).orElse(List.of()),
                before.map(this::replacements).orElse(Replacements.NONE)));
    }

    /**
     * Samples to be removed.
     *
     * @param by whoever asks
     * @param at when, ISO 8601, UTC
     */
    public record Takedown(Set<Digest> ids, String by, String at) {}

    /**
     * What was removed.
     *
     * @param version newest version of the index: a new one, unless none of the samples was there
     * @param removed how many samples were there
     * @param missing ids of the others
     */
    public record Removed(Digest version, int removed, List<Digest> missing) {
        /** The same with what was removed after. */
        public Removed and(Removed next) {
            List<Digest> all = new ArrayList<>(missing);
            all.addAll(next.missing);
            return new Removed(next.version, removed + next.removed, all);
        }
    }

    /**
     * Makes a version without some samples, from which later runs learn nothing of them, as if they had never been there.
     *
     * @param operators makes the deduplicator that the index belongs to
     * @throws TandemException {@code NOT_FOUND} where there is no such index
     */
    public Removed remove(
            String tenant, String name, Takedown takedown, Function<OperatorSpec, Deduplicator> operators, Progress progress) {
        Digest current = newest(tenant, name).orElseThrow(() -> new TandemException(ErrorCode.NOT_FOUND, "There is no index '"
                + name + "'. './tandem indexes' lists those that there are."));
        IndexVersion before = documents.index(current);
        SampleRemoval.Rest rest = removal.fromSignatures(documents.keys(before.signatures()), takedown.ids());
        List<Digest> missing = takedown.ids().stream().filter(id -> !rest.ids().contains(id)).sorted().toList();
        if (rest.ids().isEmpty()) {
            return new Removed(current, 0, missing);
        }
        List<Digest> pairs = documents.keys(before.pairs());
        List<IndexVersion.Removal> removals = new ArrayList<>(before.removals());
        removals.add(new IndexVersion.Removal(takedown.at(), takedown.by(), rest.ids().size(),
                documents.putNames(List.copyOf(rest.ids()))));
        Digest version = put(tenant, version(
                name,
                before.operator(),
                List.of(current),
                rest.signatures(),
                pairs.isEmpty() ? pairs : removal.fromPairs(rest, pairs, operators.apply(before.operator()), progress),
                before.origins(),
                removals,
                replacements(before).then(rest.replaced())));
        return new Removed(version, rest.ids().size(), missing);
    }

    /**
     * What was compared.
     *
     * @param signatures digest of the list of the keys of all signatures
     * @param pairs digest of the list of the keys of the pairs
     * @param by who compared
     */
    public record Compared(Digest signatures, Digest pairs, By by) {}

    /**
     * A step of a run.
     *
     * @param dataset name of the data set that it published; empty for none
     * @param shards of the step: their signatures are the last
     */
    public record By(String dataset, String run, int step, int shards) {}

    private Digest put(String tenant, IndexVersion version) {
        byte[] json = Json.bytes(version);
        Digest digest = contents.put(json, ObjectKey::document);
        contents.objects().putIfAbsent(ObjectKey.index(tenant, version.name(), digest), json);
        return digest;
    }

    /**
     * What a step compares: the signatures of an index and its own.
     *
     * @param signed the signatures of both, those of the index first
     * @param earlier keys of the pairs that are known
     */
    public record Comparison(DedupStep.Signed signed, List<Digest> earlier) {}

    /** Puts the signatures of an index before those of a step. Where some are in both, all pairs are looked for again. */
    public Comparison compare(Optional<Digest> index, OperatorSpec operator, List<Digest> own) {
        if (index.isEmpty()) {
            return new Comparison(new DedupStep.Signed(own, 0), List.of());
        }
        IndexVersion version = documents.index(index.get());
        verify(version, operator);
        List<Digest> seen = documents.keys(version.signatures());
        List<Digest> pairs = documents.keys(version.pairs());
        Set<Digest> before = new LinkedHashSet<>(seen);
        Replacements replacements = replacements(version);
        own.forEach(key -> {
            before.remove(key);
            replacements.of(key).ifPresent(before::remove);
        });
        List<Digest> all = new ArrayList<>(before);
        all.addAll(own);
        return before.size() < seen.size() || pairs.isEmpty()
                ? new Comparison(new DedupStep.Signed(all, 0), List.of())
                : new Comparison(new DedupStep.Signed(all, seen.size()), pairs);
    }

    /**
     * Checks that an operator signs as the one did that an index was made by.
     *
     * @throws TandemException {@code INVALID_RECIPE}
     */
    public void verify(Digest version, OperatorSpec operator) {
        verify(documents.index(version), operator);
    }

    private static void verify(IndexVersion index, OperatorSpec operator) {
        if (!index.operator().name().equals(operator.name())
                || index.operator().version() != operator.version()
                || !index.operator().parameters().equals(operator.parameters())
                || !index.operator().code().equals(operator.code())) {
            throw new TandemException(ErrorCode.INVALID_RECIPE, "The index '" + index.name() + "' was made by "
                    + text(index.operator()) + " and cannot be compared with " + text(operator)
                    + ". Use the same parameters, or an index of another name.");
        }
    }

    private static String text(OperatorSpec operator) {
        return operator.name() + " version " + operator.version() + " " + operator.parameters();
    }
}
