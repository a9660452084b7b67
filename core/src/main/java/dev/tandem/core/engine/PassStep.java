package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs filters and mappers over a shard in one pass, and writes features, overlay and selection beside it. */
public final class PassStep {
    private final ShardStore store;

    public PassStep(ShardStore store) {
        this.store = store;
    }

    public static Digest key(Digest input, List<OperatorSpec> operators, Map<String, Digest> models) {
        return StepKeys.of(StepKind.PASS, "", List.of(input), operators, models);
    }

    /**
     * Runs the pass.
     *
     * @param operators created from {@code specs}, in the same order
     */
    public ShardView run(
            Digest key,
            ShardView input,
            List<OperatorSpec> specs,
            List<CurationOperator> operators,
            Progress progress) {
        List<String> labels = specs.stream().map(OperatorSpec::label).toList();
        LargeMedia media = new LargeMedia(store);
        long[] done = {0};
        FusedPass pass = new FusedPass(
                labels,
                operators,
                input.rows(),
                store.newOverlay(media),
                FusedPass.VerdictSink.IGNORE,
                () -> progress.done(done[0]));
        store.live(input, (row, sample) -> {
            pass.add(row, sample);
            progress.done(++done[0]);
        });
        return store.finish(view(store, key, input, specs, pass.finish(), done[0], media));
    }

    /** Stores what was made of a shard, and returns the view at {@code key}; not yet published there. */
    static ShardView view(
            ShardStore store,
            Digest key,
            ShardView input,
            List<OperatorSpec> specs,
            FusedPass.Result result,
            long in,
            LargeMedia media) {
        Selection selection = result.selection();
        Layer layer = store.putLayer(specs, selection, result.features(), result.overlay(), Optional.empty());
        Counts counts = new Counts(
                in,
                0,
                selection.kept().getLongCardinality(),
                selection.count(Outcome.DROPPED),
                selection.count(Outcome.MERGED),
                selection.count(Outcome.FAILED),
                0);
        return input.with(key, layer, media.stored(), counts, Reasons.count(selection));
    }

    /** For callers that hold samples in memory: the same pass without a store. */
    public static FusedPass.Result inMemory(
            List<String> labels, List<CurationOperator> operators, List<Sample> samples, FusedPass.VerdictSink verdicts) {
        return inMemory(labels, operators, samples, verdicts, row -> {});
    }

    /**
     * The same over the samples of several shards.
     *
     * @param shards told of the first row of each, before it is looked at
     */
    public static FusedPass.Result inMemory(
            List<String> labels,
            List<CurationOperator> operators,
            List<Sample> samples,
            FusedPass.VerdictSink verdicts,
            ShardStarts shards) {
        FusedPass pass = new FusedPass(labels, operators, samples.size(), new Overlay(), verdicts, () -> {});
        for (int row = 0; row < samples.size(); row++) {
            if (shards.isStart(row)) {
                pass.flush();
                shards.entered(row);
            }
            pass.add(row, samples.get(row));
        }
        return pass.finish();
    }

    /** Hears where shards begin. */
    @FunctionalInterface
    public interface ShardStarts {
        /** The rows from this one on are of another shard. */
        void entered(int row);

        /** Whether another shard begins with this row. */
        default boolean isStart(int row) {
            return false;
        }
    }
}
