package dev.tandem.core.engine;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.FeatureTable.Column;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.shard.TableRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** What a selector leaves of one shard, with what it held each row against as features. */
public final class Judged {
    private final String label;
    private final FeatureTable features;
    private final List<Column> columns;
    private final RoaringBitmap kept = new RoaringBitmap();
    private final Map<Reason, RoaringBitmap> out = new TreeMap<>();
    private long in;

    public Judged(String label, Selector selector, int rows) {
        this.label = label;
        this.features = new FeatureTable(rows);
        this.columns = selector.features().stream()
                .map(feature -> features.addColumn(TableRow.column(label, feature), Feature.Type.NUMBER))
                .toList();
    }

    public void judge(SelectorRows rows, Selector.Judge judge, Progress progress) {
        double[] values = new double[columns.size()];
        rows.forEach((row, sample) -> {
            Arrays.fill(values, Double.NaN);
            Decision decision = judge.decide(sample, values);
            for (int i = 0; i < values.length; i++) {
                if (!Double.isNaN(values[i])) {
                    columns.get(i).set(row, values[i]);
                }
            }
            if (decision.keep()) {
                kept.add(row);
            } else {
                Reason reason = new Reason(Outcome.DROPPED, label, decision.reason().orElseThrow());
                out.computeIfAbsent(reason, unused -> new RoaringBitmap()).add(row);
            }
            progress.done(++in);
        });
    }

    public Selection selection() {
        return new Selection(kept, out);
    }

    /** Stores selection and features, and returns the view at {@code key}; not yet published there. */
    ShardView view(Digest key, ShardView input, OperatorSpec spec, ShardStore store) {
        Selection selection = selection();
        Layer layer = store.putLayer(List.of(spec), selection, features, new Overlay(), Optional.empty());
        Counts counts = new Counts(in, 0, kept.getLongCardinality(), selection.count(Outcome.DROPPED), 0, 0, 0);
        return input.with(key, layer, List.of(), counts, Reasons.count(selection));
    }
}
