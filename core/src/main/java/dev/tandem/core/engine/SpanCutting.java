package dev.tandem.core.engine;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.operator.SpanDeduplicator.Cut;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.FeatureTable.Column;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.shard.TableRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Cuts repeated spans out of samples that come in the order in which their spans were numbered. */
final class SpanCutting {
    private final String label;
    private final SpanDeduplicator operator;
    private final PeekableIntIterator repeated;
    private final Overlay overlay;
    private final FeatureTable features;
    private final List<Column> columns;
    private final RoaringBitmap kept = new RoaringBitmap();
    private final Map<Reason, RoaringBitmap> out = new TreeMap<>();
    private int spans;

    /**
     * Nothing cut yet.
     *
     * @param repeated numbers of spans
     */
    SpanCutting(String label, SpanDeduplicator operator, RoaringBitmap repeated, int rows, Overlay overlay) {
        this.label = label;
        this.operator = operator;
        this.repeated = repeated.getIntIterator();
        this.overlay = overlay;
        this.features = new FeatureTable(rows);
        this.columns = operator.features().stream()
                .map(feature -> features.addColumn(TableRow.column(label, feature), Feature.Type.NUMBER))
                .toList();
    }

    /** The texts that spans are of. */
    static List<String> texts(Sample sample) {
        List<String> texts = new ArrayList<>();
        for (Part part : sample.parts()) {
            if (part instanceof Part.Text text) {
                texts.add(text.text());
            }
        }
        return texts;
    }

    void add(int row, Sample sample) {
        try {
            List<String> texts = texts(sample);
            Cut cut = operator.cut(texts, ofNext(operator.spans(texts).length));
            for (int i = 0; i < cut.values().length; i++) {
                if (!Double.isNaN(cut.values()[i])) {
                    columns.get(i).set(row, cut.values()[i]);
                }
            }
            if (!cut.repeated().isEmpty()) {
                features.textColumn(label + "." + SpanDeduplicator.REPEATED_SPANS).set(row, ReportedSpans.of(texts, cut.repeated()));
            }
            Decision decision = operator.decide(cut.values());
            if (decision.keep()) {
                kept.add(row);
            } else {
                remove(row, new Reason(Outcome.DROPPED, label, decision.reason().orElseThrow()));
            }
            rewrite(row, sample, cut.texts());
        } catch (SampleFailedException e) {
            features.textColumn(label + "." + RowFailure.FEATURE).set(row, e.getMessage());
            remove(row, new Reason(Outcome.FAILED, label, e.code().name()));
        }
    }

    /** Which of the next spans are repeated. */
    private BitSet ofNext(int count) {
        BitSet next = new BitSet();
        int end = Math.addExact(spans, count);
        while (repeated.hasNext() && repeated.peekNext() < end) {
            next.set(repeated.next() - spans);
        }
        spans = end;
        return next;
    }

    private void remove(int row, Reason reason) {
        out.computeIfAbsent(reason, unused -> new RoaringBitmap()).add(row);
    }

    private void rewrite(int row, Sample sample, List<String> texts) {
        Iterator<String> left = texts.iterator();
        for (int part = 0; part < sample.parts().size(); part++) {
            if (sample.parts().get(part) instanceof Part.Text text) {
                String cut = left.next();
                if (!cut.equals(text.text())) {
                    overlay.put(row, part, new Part.Text(cut, text.attributes()));
                }
            }
        }
    }

    FusedPass.Result finish() {
        return new FusedPass.Result(features, overlay, new Selection(kept, out));
    }
}
