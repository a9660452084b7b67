package dev.tandem.bench;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.engine.Progress;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.engine.SpanStep;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.recipe.OperatorUse;
import dev.tandem.core.sort.SortSpace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/** Cutting repeated spans out of samples as a run does it, from JSON Lines to JSON Lines, each step by way of the store. */
record SpanDeduplication(OperatorSpec spec, SpanDeduplicator operator) implements Workload {
    private static final long SORTED_BYTES = 256L << 20;

    static SpanDeduplication of(OperatorUse use) {
        SpanDeduplicator operator = (SpanDeduplicator)
                OperatorCatalog.load().create(use.name(), use.parameters(), OperatorContext.withoutModels());
        return new SpanDeduplication(new OperatorSpec(use.name(), use.name(), 1, Map.of(), Map.of()), operator);
    }

    @Override
    public int run(List<Path> files, Path folder, ExecutorService threads) throws Exception {
        ShardStore store = new ShardStore(new FolderStore(folder.resolve("store")));
        SpanStep step = new SpanStep(store, new SortSpace(SORTED_BYTES, folder.resolve("sort")));
        List<ShardView> shards = Deduplication.read(files, store, threads);
        List<Digest> signed = Tasks.all(threads, shards, view ->
                step.sign(DedupStep.signKey(view.key(), spec, Map.of()), view, operator, Progress.SILENT));
        List<Digest> inputs = shards.stream().map(ShardView::key).toList();
        Digest found = step.deal(
                DedupStep.clusterKey(inputs, spec, Map.of()), signed, step.buckets(signed, spec, Map.of(), Progress.SILENT),
                Progress.SILENT);
        List<Integer> written = Tasks.all(threads, IntStream.range(0, shards.size()).boxed().toList(), i -> {
            Digest key = DedupStep.selectKey(found, i, inputs.get(i), spec);
            ShardView view = step.select(key, shards.get(i), found, i, spec, operator, Progress.SILENT);
            return Deduplication.write(store, view, folder.resolve("part-%05d.jsonl".formatted(i)));
        });
        return written.stream().mapToInt(Integer::intValue).sum();
    }
}
