package dev.tandem.core.engine;

import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.FeatureTable.Column;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * Writes what a round of data and model says of the samples of a shard beside it, as any step does, so that it can be published and
 * explained. Unlike any other step it lets samples return that a step before it dropped.
 */
public final class RoundStep {
    private static final Verdict NOT_IN_POOL = new Verdict(Optional.of("not in the pool"), Map.of());

    private final ShardStore store;

    public RoundStep(ShardStore store) {
        this.store = store;
    }

    /**
     * What a round says of a sample.
     *
     * @param reason why it is dropped; empty for what is kept
     * @param values by feature name
     */
    public record Verdict(Optional<String> reason, Map<String, Double> values) {}

    /**
     * Writes the verdicts.
     *
     * @param round key of the round
     * @param view as the recipe left the shard: with what its mappers made of the samples
     * @param before the shard after the step whose samples all come into the round
     * @param features names of the values
     * @param verdicts by row; empty for what is not in the pool
     */
    public ShardView write(
            Digest round,
            ShardView view,
            ShardView before,
            OperatorSpec spec,
            List<String> features,
            IntFunction<Optional<Verdict>> verdicts) {
        Digest key = Digest.of(Json.bytes(List.of("rounds/view", round, view.key(), before.key())));
        return store.reuse(key).orElseGet(() -> {
            FeatureTable table = new FeatureTable(view.rows());
            Map<String, Column> columns = new TreeMap<>();
            features.forEach(name -> columns.put(name, table.addColumn(spec.label() + "." + name, Feature.Type.NUMBER)));
            RoaringBitmap kept = new RoaringBitmap();
            Map<Reason, RoaringBitmap> out = new TreeMap<>();
            RoaringBitmap in = store.alive(before);
            in.forEach((int row) -> {
                Verdict verdict = verdicts.apply(row).orElse(NOT_IN_POOL);
                verdict.values().forEach((name, value) -> columns.get(name).set(row, value.doubleValue()));
                Optional<String> reason = verdict.reason();
                if (reason.isPresent()) {
                    out.computeIfAbsent(new Reason(Outcome.DROPPED, spec.label(), reason.get()), unused -> new RoaringBitmap()).add(row);
                } else {
                    kept.add(row);
                }
            });
            Selection selection = new Selection(kept, out);
            Layer layer = store.putLayer(List.of(spec), selection, table, new Overlay(), Optional.empty());
            Counts counts = new Counts(
                    in.getLongCardinality(), 0, kept.getLongCardinality(), selection.count(Outcome.DROPPED), 0, 0, 0);
            return store.finish(view.with(key, layer, List.of(), counts, Reasons.count(selection)));
        });
    }
}
