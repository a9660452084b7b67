package dev.tandem.core.duplicates;

import dev.tandem.core.duplicates.StepClusters.Repeating;
import dev.tandem.core.duplicates.StepClusters.Spans;
import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ReportedSpans;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.shard.FeatureTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Tells of a step that cuts repeated spans out of samples which have most of them. */
public final class SpanShares {
    private final ShardStore store;

    /** Of steps whose shards are in this store. */
    public SpanShares(ShardStore store) {
        this.store = store;
    }

    private record Place(Digest view, int row, double ratio, boolean stays) {}

    /**
     * What a step found.
     *
     * @param samples that have repeated spans
     * @param dropped samples that did not stay
     * @param reported whether spans were only looked for, and not cut out
     * @param most samples of which the largest share is repeated, the largest share first
     */
    public record Found(long samples, long dropped, boolean reported, List<CutSample> most) {
        Spans spans() {
            return new Spans(samples, dropped, reported, most.stream().map(CutSample::beginning).toList());
        }
    }

    /**
     * A sample with repeated spans.
     *
     * @param before as it was
     * @param after its text without these, whether they were cut out or not
     * @param ratio share of its characters in repeated spans
     */
    public record CutSample(Sample before, String after, double ratio, boolean stays) {
        Repeating beginning() {
            return new Repeating(before.id(), before.source(), ratio, stays, DuplicateClusters.beginning(before.text()));
        }
    }

    /**
     * Empty for a step of another kind.
     *
     * @param views keys of what the step left
     */
    public Optional<Found> of(StepRecord step, List<Digest> views, int largest) {
        long samples = 0;
        boolean measured = false;
        boolean reported = false;
        List<Place> most = new ArrayList<>();
        for (Digest key : views) {
            ShardView view = store.view(key);
            Layer layer = view.layers().getLast();
            FeatureTable features = store.features(layer).orElseGet(() -> new FeatureTable(0));
            String column = step.operators().getFirst() + "." + SpanDeduplicator.REPEATED_RATIO;
            if (!features.columnNames().contains(column)) {
                continue;
            }
            measured = true;
            reported |= features.columnNames().contains(reportedColumn(layer));
            RoaringBitmap kept = store.selection(layer).kept();
            for (int row = 0; row < features.rows(); row++) {
                if (features.get(column, row) instanceof Double ratio && ratio > 0) {
                    samples++;
                    put(most, new Place(key, row, ratio, kept.contains(row)), largest);
                }
            }
        }
        return measured
                ? Optional.of(new Found(samples, step.counts().dropped(), reported, shown(most)))
                : Optional.empty();
    }

    /** Of equal shares those that come first. */
    private static void put(List<Place> most, Place place, int largest) {
        most.add(place);
        if (most.size() > largest) {
            most.sort(Comparator.comparingDouble(Place::ratio).reversed());
            most.removeLast();
        }
    }

    private List<CutSample> shown(List<Place> most) {
        most.sort(Comparator.comparingDouble(Place::ratio).reversed());
        List<CutSample> shown = new ArrayList<>();
        for (Place place : most) {
            ShardView view = store.view(place.view());
            String after = left(store, view, RoaringBitmap.bitmapOf(place.row())).get(place.row());
            shown.add(new CutSample(sample(view.before(), place.row()), after, place.ratio(), place.stays()));
        }
        return shown;
    }

    /** The texts of some samples without repeated spans, by row, whether these were cut out or only reported. */
    private static Map<Integer, String> left(ShardStore store, ShardView view, RoaringBitmap rows) {
        Map<Integer, String> left = new HashMap<>();
        left(store, view, rows, (row, sample, text) -> left.put(row, text));
        return left;
    }

    /** Receives a sample. */
    @FunctionalInterface
    public interface LeftConsumer {
        /** @param left its text without repeated spans */
        void accept(int row, Sample sample, String left);
    }

    /** Tells what is left of some samples without repeated spans, whether these were cut out or only reported. */
    public static void left(ShardStore store, ShardView view, RoaringBitmap rows, LeftConsumer consumer) {
        Layer layer = view.layers().getLast();
        FeatureTable features = store.features(layer).orElseGet(() -> new FeatureTable(0));
        String column = reportedColumn(layer);
        boolean reported = features.columnNames().contains(column);
        store.texts(view, rows, (row, sample) -> consumer.accept(
                row,
                sample,
                reported && features.get(column, row) instanceof String told
                        ? ReportedSpans.without(sample.text(), told)
                        : sample.text()));
    }

    private static String reportedColumn(Layer layer) {
        return layer.operators().getFirst().label() + "." + SpanDeduplicator.REPEATED_SPANS;
    }

    private Sample sample(ShardView view, int row) {
        Map<Integer, Sample> found = new HashMap<>();
        store.texts(view, RoaringBitmap.bitmapOf(row), found::put);
        return found.get(row);
    }
}
