package dev.tandem.bench;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ReadStep;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.input.LocalInput;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Reader;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.Limits;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.sort.SortSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * Deduplication as a run does it, from JSON Lines to JSON Lines: shards are written, signed, bucketed, clustered, selected and
 * what stays is written, each by way of the store.
 */
record Deduplication(Inputs inputs, OperatorSpec spec, Deduplicator operator) implements Workload {
    private static final long SORTED_BYTES = 256L << 20;

    static Deduplication of(OperatorUse use) {
        Deduplicator operator = (Deduplicator)
                OperatorCatalog.load().create(use.name(), use.parameters(), OperatorContext.withoutModels());
        return new Deduplication(Inputs.TEXTS, new OperatorSpec(use.name(), use.name(), 1, Map.of(), Map.of()), operator);
    }

    @Override
    public int run(List<Path> files, Path folder, ExecutorService threads) throws Exception {
        ShardStore store = new ShardStore(new FolderStore(folder.resolve("store")));
        DedupStep step = new DedupStep(store, new SortSpace(SORTED_BYTES, folder.resolve("sort")));
        List<ShardView> shards = read(files, store, threads);
        List<Digest> signatures = Tasks.all(threads, shards, view ->
                step.sign(DedupStep.signKey(view.key(), spec, Map.of()), view, operator, Progress.SILENT));
        DedupStep.Signed signed = new DedupStep.Signed(signatures, 0);
        int parts = step.parts(signed, operator);
        List<Digest> buckets = Tasks.all(threads, numbers(parts), part -> step.bucket(
                DedupStep.bucketKey(signed, spec, Map.of(), part, parts), signed, part, parts, operator, Progress.SILENT));
        List<Digest> inputs = shards.stream().map(ShardView::key).toList();
        Digest clusters = step.cluster(
                DedupStep.clusterKey(inputs, spec, Map.of()), signed, buckets, operator, Progress.SILENT);
        List<Integer> written = Tasks.all(threads, numbers(shards.size()), i -> {
            Digest key = DedupStep.selectKey(clusters, i, inputs.get(i), spec);
            ShardView view = step.select(key, shards.get(i), clusters, i, spec, Progress.SILENT);
            return write(store, view, folder.resolve("part-%05d.jsonl".formatted(i)));
        });
        return written.stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    static List<ShardView> read(List<Path> files, ShardStore store, ExecutorService threads) throws Exception {
        OperatorSpec spec = new OperatorSpec("jsonl", "jsonl", 1, Map.of(), Map.of());
        Reader reader = JsonlFiles.reader();
        LocalInput input = LocalInput.of(files);
        return Tasks.all(threads, reader.split(input, Limits.DEFAULT.shardSamples()), split -> new ReadStep(store).run(
                ReadStep.key(Digest.of("corpus"), split, spec), input, split, spec, reader, Progress.SILENT));
    }

    static int write(ShardStore store, ShardView view, Path file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        store.live(view, (row, sample) -> samples.add(sample));
        JsonlFiles.write(samples.iterator(), file);
        return samples.size();
    }
}
