package dev.tandem.core.engine;

import dev.tandem.core.dedup.ClusterMembers;
import dev.tandem.core.dedup.ClusterMembers.Member;
import dev.tandem.core.dedup.SignatureReader.Failed;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;

/** What deduplication leaves of one shard, with the cluster of each row that has duplicates as features. */
final class DedupSelection {
    private static final String DUPLICATE = "duplicate of another sample";

    private final String label;
    private final RoaringBitmap kept;
    private final long in;
    private final Map<Reason, RoaringBitmap> out = new TreeMap<>();
    private final FeatureTable features;

    DedupSelection(String label, RoaringBitmap alive, int rows) {
        this.label = label;
        this.kept = alive.clone();
        this.in = alive.getLongCardinality();
        this.features = new FeatureTable(rows);
        features.addColumn(column("cluster"), Feature.Type.TEXT);
        features.addColumn(column("size"), Feature.Type.NUMBER);
        features.addColumn(column("kept_instead"), Feature.Type.TEXT);
        features.addColumn(column("similarity"), Feature.Type.NUMBER);
    }

    void apply(ClusterMembers.Shard found) {
        for (Member member : found.members()) {
            features.column(column("cluster")).set(member.row(), member.cluster().hex());
            features.column(column("size")).set(member.row(), (double) member.size());
            if (!member.stays()) {
                features.column(column("kept_instead")).set(member.row(), member.kept().hex());
                member.similarity().ifPresent(similarity ->
                        features.column(column("similarity")).set(member.row(), similarity));
                remove(member.row(), new Reason(Outcome.MERGED, label, DUPLICATE));
            }
        }
        for (Failed failed : found.failed()) {
            features.textColumn(column(RowFailure.FEATURE)).set(failed.row(), failed.message());
            remove(failed.row(), new Reason(Outcome.FAILED, label, failed.code().name()));
        }
    }

    private void remove(int row, Reason reason) {
        kept.remove(row);
        out.computeIfAbsent(reason, unused -> new RoaringBitmap()).add(row);
    }

    Counts counts() {
        Selection selection = new Selection(kept, out);
        return new Counts(
                in,
                0,
                kept.getLongCardinality(),
                0,
                selection.count(Outcome.MERGED),
                selection.count(Outcome.FAILED),
                0);
    }

    /** Stores selection and features, and returns the view at {@code key}; not yet published there. */
    ShardView view(Digest key, ShardView input, OperatorSpec spec, Digest clusters, ShardStore store) {
        Selection selection = new Selection(kept, out);
        Layer layer = store.putLayer(List.of(spec), selection, features, new Overlay(), Optional.of(clusters));
        return input.with(key, layer, List.of(), counts(), Reasons.count(selection));
    }

    private String column(String feature) {
        return label + "." + feature;
    }
}
