package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.TrainedSelector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Chooses the samples that a selector is trained on, and writes what it says of all samples beside their shards. */
public final class TrainStep {
    /** The highest value first; of equal ones the smallest id. */
    private static final Comparator<Seed> BEST =
            Comparator.comparingDouble(Seed::value).reversed().thenComparing(Seed::id);

    private final ShardStore store;

    public TrainStep(ShardStore store) {
        this.store = store;
    }

    /** Names what is trained on the samples of all shards. */
    public static Digest trainKey(List<Digest> inputs, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.TRAIN, "train", inputs, List.of(operator), models);
    }

    /** Names the view of a shard that is scored. */
    public static Digest scoreKey(Digest trained, Digest input, OperatorSpec operator, Map<String, Digest> models) {
        return StepKeys.of(StepKind.TRAIN, "score", List.of(trained, input), List.of(operator), models);
    }

    /** A sample to be trained on, and where it stands. */
    public record Seed(double value, Digest id, int shard, int row) {}

    /** The samples with the highest values, whatever the shards; samples without a value are not counted. */
    public List<Seed> seeds(List<ShardView> views, TrainedSelector selector, Progress progress) {
        TrainedSelector.Training training = selector.training();
        PriorityQueue<Seed> best = new PriorityQueue<>(BEST.reversed());
        long[] counted = {0};
        for (int shard = 0; shard < views.size(); shard++) {
            int at = shard;
            SelectorRows.of(store, views.get(shard), selector).forEach((row, sample) -> {
                double value = sample.number(0);
                if (!Double.isNaN(value)) {
                    progress.done(++counted[0]);
                    if (best.size() < training.most() || value >= best.peek().value()) {
                        best.add(new Seed(value, new Digest(HexFormat.of().formatHex(sample.idBytes())), at, row));
                    }
                    if (best.size() > training.most()) {
                        best.poll();
                    }
                }
            });
        }
        int wanted = (int) Math.min(best.size(), (long) (counted[0] * training.fraction()));
        return new ArrayList<>(best).stream().sorted(BEST).limit(wanted).toList();
    }

    /**
     * Writes what was found.
     *
     * @param scores of the samples that could be looked at, by id
     */
    public ShardView write(
            Digest key, ShardView input, OperatorSpec spec, TrainedSelector selector, Map<Digest, Score> scores, Progress progress) {
        Judged judged = new Judged(spec.label(), selector, input.rows());
        judged.judge(SelectorRows.of(store, input, selector), (row, values) -> decide(selector, scores.get(row.id()), values), progress);
        return store.finish(judged.view(key, input, spec, store));
    }

    private static Decision decide(TrainedSelector selector, Score score, double[] values) {
        if (score == null) {
            return selector.withoutScore();
        }
        values[0] = score.score();
        values[1] = score.seed() ? 1 : 0;
        return selector.decide(score.score());
    }

    /**
     * What a model says of a sample.
     *
     * @param seed whether it was trained on it
     */
    public record Score(double score, boolean seed) {}
}
