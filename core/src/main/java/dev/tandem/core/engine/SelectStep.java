package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.SampleSelector;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.operator.Selector.Judge;
import dev.tandem.core.operator.SetSelector;
import dev.tandem.core.operator.TrainedSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.selection.Conclusion;
import dev.tandem.core.selection.CountedKeys;
import dev.tandem.core.sort.SortSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Lets a selector judge the samples of shards by what earlier steps measured. One that judges by all samples does it in three kinds
 * of work that are kept each for itself: the summary of a shard, what all summaries say together, and the selection of a shard.
 * What stays does not depend on how the samples were cut into shards, or on the order of the shards.
 */
public final class SelectStep {
    /** In which keys are sorted, unless a service says otherwise. */
    public static final long MERGE_BYTES = 64L << 20;

    private final ShardStore store;
    private final SortSpace space;
    private final SummarizedSet set;

    public SelectStep(ShardStore store) {
        this(store, SortSpace.temporary(MERGE_BYTES));
    }

    /** @param space where keys are sorted */
    public SelectStep(ShardStore store, SortSpace space) {
        this.store = store;
        this.space = space;
        this.set = new SummarizedSet(store.contents(), space);
    }

    /** Names the view of a shard that each sample of is judged by itself. */
    public static Digest key(Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.SELECT, "", List.of(input), List.of(operator), Map.of());
    }

    /** Names the summary of one shard. */
    public static Digest summaryKey(Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.SELECT_FROM_ALL, "summarize", List.of(input), List.of(operator), Map.of());
    }

    /** Names what the summaries of all shards say together. */
    public static Digest findingKey(List<Digest> inputs, OperatorSpec operator) {
        return StepKeys.of(StepKind.SELECT_FROM_ALL, "merge", inputs, List.of(operator), Map.of());
    }

    /** Names the view of a shard whose samples are judged by all; the finding's key stands for parameters. */
    public static Digest judgeKey(Digest findingKey, Digest input, OperatorSpec operator) {
        return StepKeys.of(StepKind.SELECT_FROM_ALL, "judge", List.of(findingKey, input), List.of(operator), Map.of());
    }

    /** Summarises the live samples of one shard; does nothing where that is done already. Returns {@code key}. */
    public Digest summarize(Digest key, ShardView input, SetSelector selector, Progress progress) {
        return set.summarize(
                key, selector.keyBytes(), keys -> collect(selector, SelectorRows.of(store, input, selector), keys, progress));
    }

    /**
     * Merges the summaries of all shards; does nothing where that is done already. Returns {@code key}.
     *
     * @param summaryKeys keys of the summaries, in whatever order
     */
    public Digest merge(Digest key, List<Digest> summaryKeys, SetSelector selector, Progress progress) {
        return set.merge(key, summaryKeys, selector.keyBytes(), selector::conclude, progress);
    }

    /** Judges the samples of one shard by themselves. */
    public ShardView select(Digest key, ShardView input, OperatorSpec spec, SampleSelector selector, Progress progress) {
        return store.reuse(key).orElseGet(
                () -> finish(key, input, spec, selector, SelectorRows.of(store, input, selector), selector, progress));
    }

    /** Judges the samples of one shard by what all summaries say. */
    public ShardView select(
            Digest key, ShardView input, Digest findingKey, OperatorSpec spec, SetSelector selector, Progress progress) {
        Optional<ShardView> found = store.reuse(key);
        if (found.isPresent()) {
            return found.get();
        }
        SelectorRows rows = SelectorRows.of(store, input, selector);
        try (Conclusion conclusion = set.conclusion(findingKey)) {
            Judge judge = conclusion.judge(selector, () -> run(selector, rows, space, progress));
            return finish(key, input, spec, selector, rows, judge, progress);
        }
    }

    private ShardView finish(
            Digest key,
            ShardView input,
            OperatorSpec spec,
            Selector selector,
            SelectorRows rows,
            Judge judge,
            Progress progress) {
        Judged judged = new Judged(spec.label(), selector, input.rows());
        judged.judge(rows, judge, progress);
        return store.finish(judged.view(key, input, spec, store));
    }

    private static void collect(SetSelector selector, SelectorRows rows, CountedKeys keys, Progress progress) {
        long[] done = {0};
        rows.forEach((row, sample) -> {
            selector.keys(sample, keys::add);
            progress.done(++done[0]);
        });
    }

    /** The sorted keys of one shard. */
    private static byte[] run(SetSelector selector, SelectorRows rows, SortSpace space, Progress progress) {
        try (CountedKeys keys = new CountedKeys(selector.keyBytes(), space, () -> {})) {
            collect(selector, rows, keys, progress);
            return keys.run();
        }
    }

    /**
     * What the selector says of one sample that is held in memory.
     *
     * @param values by feature name
     */
    public record Verdict(int row, Decision decision, Map<String, Object> values) {}

    /** For callers that hold samples in memory: the same result without a store, in the order of rows. */
    public static List<Verdict> inMemory(Selector selector, SelectorRows rows) {
        try (Judges judges = new Judges(selector, List.of(rows), MERGE_BYTES)) {
            List<Verdict> verdicts = new ArrayList<>();
            List<Feature> features = selector.features();
            Judge judge = judges.of(selector, rows);
            double[] numbers = new double[features.size()];
            rows.forEach((row, sample) -> {
                Arrays.fill(numbers, Double.NaN);
                Decision decision = judge.decide(sample, numbers);
                Map<String, Object> values = new TreeMap<>();
                for (int i = 0; i < numbers.length; i++) {
                    if (!Double.isNaN(numbers[i])) {
                        values.put(features.get(i).name(), numbers[i]);
                    }
                }
                verdicts.add(new Verdict(row, decision, values));
            });
            return verdicts;
        }
    }

    /** Judges by all samples that can be gone through, without a store. */
    public static final class Judges implements AutoCloseable {
        private final Optional<Conclusion> conclusion;
        private final SortSpace space;

        /**
         * Lets the selector look at all samples, where it judges by all.
         *
         * @param shards all of them
         * @param memoryBytes for sorting keys
         */
        public Judges(Selector selector, Iterable<SelectorRows> shards, long memoryBytes) {
            space = SortSpace.temporary(memoryBytes);
            if (selector instanceof TrainedSelector) {
                throw new TandemException(ErrorCode.INVALID_ARGUMENT, "A selector that trains a model judges in runs alone. Submit the"
                        + " recipe with './tandem run'.");
            }
            if (!(selector instanceof SetSelector set)) {
                conclusion = Optional.empty();
                return;
            }
            try (CountedKeys keys = new CountedKeys(set.keyBytes(), space, () -> {})) {
                shards.forEach(rows -> collect(set, rows, keys, Progress.SILENT));
                conclusion = Optional.of(Conclusion.of(set, keys.counts()));
            }
        }

        private Judges(Conclusion conclusion, SortSpace space) {
            this.conclusion = Optional.of(conclusion);
            this.space = space;
        }

        /** Takes the rows of one shard after the other, from any thread. */
        @FunctionalInterface
        public interface Counting {
            /** @param selector the thread's own, of the same parameters */
            void add(SetSelector selector, SelectorRows rows);
        }

        /**
         * Lets a selector look at all samples that others go through.
         *
         * @param shards hands over the rows of all shards, in whatever order
         * @param memoryBytes for sorting keys
         */
        public static Judges counted(SetSelector selector, Consumer<Counting> shards, long memoryBytes) {
            SortSpace space = SortSpace.temporary(memoryBytes);
            try (CountedKeys all = new CountedKeys(selector.keyBytes(), space, () -> {})) {
                shards.accept((own, rows) -> {
                    byte[] run = run(own, rows, space, Progress.SILENT);
                    synchronized (all) {
                        all.addRun(run);
                    }
                });
                return new Judges(Conclusion.of(selector, all.counts()), space);
            }
        }

        /**
         * A judge of the samples of one shard; for one thread.
         *
         * @param selector the same one, or another of the same parameters where several threads judge
         */
        public Judge of(Selector selector, SelectorRows rows) {
            return switch (selector) {
                case SampleSelector alone -> alone;
                case SetSelector set -> conclusion.orElseThrow().judge(set, () -> run(set, rows, space, Progress.SILENT));
                default -> throw new IllegalStateException(selector + " is no kind of selector");
            };
        }

        @Override
        public void close() {
            conclusion.ifPresent(Conclusion::close);
        }
    }
}
