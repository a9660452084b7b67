package dev.tandem.core.engine;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.duplicates.DuplicateIndexes;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.DuplicateFinder;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.MemoryObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Deduplicates samples, in shards that a test cuts, from reading to selection. */
final class DedupRun {
    static final OperatorSpec SPEC = new OperatorSpec("words", "words", 1, Map.of("threshold", "0.7"), Map.of());

    static final String TENANT = "tenant";

    private static final SortSpace SPACE =
            new SortSpace(SortSpace.LEAST_BYTES, Path.of(System.getProperty("java.io.tmpdir"), "tandem-test"));
    private static final OperatorSpec READ = new OperatorSpec("given", "given", 1, Map.of(), Map.of());

    final ShardStore store;
    final DedupStep step;
    final List<ShardView> inputs = new ArrayList<>();
    final List<ShardView> outputs = new ArrayList<>();
    /** Of earlier runs, if any, and of this one. */
    private final List<Digest> signed = new ArrayList<>();
    private final List<Digest> buckets = new ArrayList<>();
    Digest clusterKey;
    /** Key of what was fitted, if anything was. */
    Digest fitted;

    private DedupRun(ShardStore store, DedupStep step) {
        this.store = store;
        this.step = step;
    }

    static DedupRun of(List<List<Sample>> shards, DuplicateFinder operator) {
        return of(new ShardStore(new MemoryObjectStore()), shards, operator);
    }

    static DedupRun of(ShardStore store, List<List<Sample>> shards, DuplicateFinder operator) {
        DedupRun run = reading(store, shards);
        run.deduplicate(operator);
        return run;
    }

    /** A run that has read its shards, and goes no further by itself. */
    static DedupRun reading(ShardStore store, List<List<Sample>> shards) {
        return reading(store, new DedupStep(store), shards);
    }

    /** The same with so little memory that nearly all is done in files. */
    static DedupRun readingInLittleMemory(ShardStore store, List<List<Sample>> shards) {
        return reading(store, new DedupStep(store, SPACE), shards);
    }

    private static DedupRun reading(ShardStore store, DedupStep step, List<List<Sample>> shards) {
        DedupRun run = new DedupRun(store, step);
        for (int i = 0; i < shards.size(); i++) {
            run.inputs.add(run.read(i, shards.get(i)));
        }
        return run;
    }

    /** As the service does: what is finished already is used again. */
    private ShardView read(int index, List<Sample> samples) {
        String name = "shard" + index + "-" + samples.hashCode();
        Reader.Split split = new Reader.Split(name, 0, samples.size());
        Reader.Input input = List::of;
        Digest key = ReadStep.key(Digest.of("input"), split, READ);
        return store.reuse(key)
                .orElseGet(() -> new ReadStep(store).run(key, input, split, READ, new GivenSamples(samples), Progress.SILENT));
    }

    void deduplicate(DuplicateFinder operator) {
        deduplicate(operator, 1);
    }

    /** Looks for duplicates in so many parts of the keys. */
    void deduplicate(DuplicateFinder operator, int parts) {
        deduplicate(operator, parts, List.of(), List.of());
    }

    /** Compares with what earlier runs of the same store had, as well, without looking for pairs among these again. */
    void deduplicateAfter(DedupRun earlier, DuplicateFinder operator, int parts) {
        deduplicate(operator, parts, earlier.signed, earlier.buckets);
    }

    /** Compares with an index, and adds to it; returns the version that has what is new. */
    Digest deduplicate(DuplicateIndexes indexes, String name, Deduplicator operator) {
        return deduplicate(indexes, name, indexes.newest(TENANT, name), operator);
    }

    /** The same with a version that need not be the newest. */
    Digest deduplicate(DuplicateIndexes indexes, String name, Optional<Digest> version, Deduplicator operator) {
        DuplicateIndexes.Comparison comparison = indexes.compare(version, SPEC, sign(operator));
        buckets.addAll(comparison.earlier());
        deduplicate(operator, 1, comparison.signed());
        ClusterSummary found = step.clusters(clusterKey);
        return indexes.add(
                TENANT, name, version, SPEC, new DuplicateIndexes.Compared(
                        found.signatures(), found.pairs(), new DuplicateIndexes.By("pages", "run", 1, inputs.size())));
    }

    private void deduplicate(
            DuplicateFinder operator, int parts, List<Digest> signedBefore, List<Digest> bucketsBefore) {
        List<Digest> all = new ArrayList<>(signedBefore);
        all.addAll(sign(operator));
        buckets.addAll(bucketsBefore);
        deduplicate((Similarity) operator, parts, new DedupStep.Signed(all, signedBefore.size()));
    }

    private void deduplicate(Similarity similarity, int parts, DedupStep.Signed compared) {
        signed.addAll(compared.keys());
        for (int part = 0; part < parts; part++) {
            Digest key = DedupStep.bucketKey(compared, SPEC, Map.of(), part, parts);
            buckets.add(step.bucket(key, compared, part, parts, similarity, Progress.SILENT));
        }
        clusterKey = step.cluster(
                DedupStep.clusterKey(signed, SPEC, Map.of()), compared, buckets, similarity, Progress.SILENT);
        for (int i = 0; i < inputs.size(); i++) {
            int index = step.position(clusterKey, i, inputs.size());
            Digest key = DedupStep.selectKey(clusterKey, index, inputs.get(i).key(), SPEC);
            outputs.add(step.select(key, inputs.get(i), clusterKey, index, SPEC, Progress.SILENT));
        }
    }

    private List<Digest> sign(DuplicateFinder operator) {
        return switch (operator) {
            case Deduplicator alone -> inputs.stream()
                    .map(input -> step.sign(DedupStep.signKey(input.key(), SPEC, Map.of()), input, alone, Progress.SILENT))
                    .toList();
            case SetDeduplicator set -> place(set);
            default -> throw new IllegalStateException();
        };
    }

    private List<Digest> place(SetDeduplicator operator) {
        FitStep fitting = new FitStep(store, SPACE);
        List<Digest> observed = inputs.stream()
                .map(input -> fitting.observe(
                        FitStep.observeKey(input.key(), SPEC, operator, Map.of()), input, operator, Progress.SILENT))
                .toList();
        fitted = fitting.fit(FitStep.fitKey(observed, SPEC, Map.of()), observed, operator, Progress.SILENT);
        return observed.stream()
                .map(key -> fitting.place(FitStep.placeKey(key, fitted, SPEC), key, fitted, operator))
                .toList();
    }

    private static List<Digest> keys(List<ShardView> views) {
        return views.stream().map(ShardView::key).toList();
    }

    /** The keys of what was read and of what became of it, by the step. */
    Map<Integer, List<Digest>> views() {
        return Map.of(0, keys(inputs), 1, keys(outputs));
    }

    Set<String> keptSources() {
        Set<String> kept = new TreeSet<>();
        outputs.forEach(view -> store.live(view, (row, sample) -> kept.add(sample.source())));
        return kept;
    }

    Selection selection(int shard) {
        return store.selection(outputs.get(shard).layers().getLast());
    }

    /** The features of every row, by the source of its sample. */
    Map<String, Map<String, Object>> features() {
        Map<String, Map<String, Object>> bySource = new HashMap<>();
        for (ShardView view : outputs) {
            FeatureTable table = store.features(view.layers().getLast()).orElseThrow();
            store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) ->
                    bySource.put(read.sample().source(), table.row(row)));
        }
        return bySource;
    }

    Counts counts() {
        return outputs.stream().map(ShardView::counts).reduce(Counts.NONE, Counts::plus);
    }
}
