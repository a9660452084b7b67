package dev.tandem.core.engine;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Part;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.AttributeMapper;
import dev.tandem.core.operator.Batch;
import dev.tandem.core.operator.CurationOperator;
import dev.tandem.core.operator.Decision;
import dev.tandem.core.operator.Feature;
import dev.tandem.core.operator.Filter;
import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.Measurements;
import dev.tandem.core.operator.MediaMapper;
import dev.tandem.core.operator.RewritingFilter;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.FeatureTable.Column;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.shard.Selection.Outcome;
import dev.tandem.core.shard.Selection.Reason;
import dev.tandem.core.shard.TableRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;

/**
 * Filters and mappers of one step over a stream of samples, in batches bounded in bytes. Every operator measures every
 * sample that came in, also after an earlier one decided against it, so that thresholds can be moved later without
 * measuring again; the first operator that drops gives the reason. A failed sample is not measured any further.
 *
 * <p>Operators that ask no model and follow each other go over one sample after the other, so that what they derive of it
 * is held for one sample at a time: a decoded image is a thousand times as large as its file. Only an operator that asks a
 * model gets a whole batch at once.
 */
public final class FusedPass {
    private static final int BATCH_SAMPLES = 64;
    private static final long BATCH_BYTES = 16L << 20;

    private final List<String> labels;
    private final List<CurationOperator> operators;
    private final VerdictSink verdicts;
    private final Runnable pulse;
    private final FeatureTable features;
    /** By operator: what it measures, and the columns for it; nothing for mappers. */
    private final List<List<Feature>> measured = new ArrayList<>();
    private final List<Column[]> columns = new ArrayList<>();
    private final Overlay overlay;
    private final RoaringBitmap kept = new RoaringBitmap();
    private final Map<Reason, RoaringBitmap> out = new TreeMap<>();
    private final List<Row> batch = new ArrayList<>();
    private long batchBytes;

    /**
     * A pass over nothing yet.
     *
     * @param pulse called after each sample: a batch of long videos takes minutes
     */
    FusedPass(
            List<String> labels, List<CurationOperator> operators, int rows, Overlay overlay, VerdictSink verdicts, Runnable pulse) {
        this.labels = List.copyOf(labels);
        this.operators = List.copyOf(operators);
        this.overlay = overlay;
        this.verdicts = verdicts;
        this.pulse = pulse;
        this.features = new FeatureTable(rows);
        for (int i = 0; i < operators.size(); i++) {
            String label = labels.get(i);
            measured.add(operators.get(i) instanceof Filter filter ? filter.features() : List.of());
            columns.add(measured.get(i).stream()
                    .map(feature -> features.addColumn(TableRow.column(label, feature), feature.type()))
                    .toArray(Column[]::new));
        }
    }

    /** What every operator said of every sample, as it is found out. */
    @FunctionalInterface
    public interface VerdictSink {
        VerdictSink IGNORE = verdict -> {};

        void accept(Verdict verdict);
    }

    /**
     * What one operator said of one sample.
     *
     * @param values measured values by feature name
     * @param text the sample's text after a mapper that changed it
     */
    public record Verdict(
            int row,
            String operator,
            Map<String, Object> values,
            Decision decision,
            Optional<RowFailure> failure,
            Optional<String> text) {}

    /** What a pass leaves behind. */
    public record Result(FeatureTable features, Overlay overlay, Selection selection) {}

    void add(int row, Sample sample) {
        batch.add(new Row(row, new SampleView(sample)));
        batchBytes += sample.bytes();
        if (batch.size() >= BATCH_SAMPLES || batchBytes >= BATCH_BYTES) {
            flush();
        }
    }

    Result finish() {
        flush();
        return new Result(features, overlay, new Selection(kept, out));
    }

    /** Ends a batch. */
    void flush() {
        int from = 0;
        while (from < operators.size()) {
            int to = from + 1;
            if (!operators.get(from).models().isEmpty()) {
                run(from, to, batch);
            } else {
                while (to < operators.size() && operators.get(to).models().isEmpty()) {
                    to++;
                }
                for (Row row : batch) {
                    run(from, to, List.of(row));
                    pulse.run();
                }
            }
            from = to;
        }
        for (Row row : batch) {
            row.mapped.forEach(part -> overlay.put(row.index, part, row.view.parts().get(part)));
            row.attributes.forEach((part, more) -> overlay.add(row.index, part, more));
            if (row.reason == null) {
                kept.add(row.index);
            } else {
                out.computeIfAbsent(row.reason, unused -> new RoaringBitmap()).add(row.index);
            }
        }
        batch.clear();
        batchBytes = 0;
    }

    private void run(int from, int to, List<Row> rows) {
        for (int i = from; i < to; i++) {
            String label = labels.get(i);
            List<Row> healthy = healthy(rows);
            switch (operators.get(i)) {
                case Filter filter -> measure(i, filter, healthy);
                case Mapper mapper -> healthy.forEach(row -> map(row, label, () -> texts(row, mapper)));
                case AttributeMapper mapper -> attributes(mapper, label, healthy);
                case MediaMapper mapper -> healthy.forEach(row -> map(row, label, () -> media(row, mapper)));
                default -> throw new IllegalStateException(label + " is neither a filter nor a mapper");
            }
        }
        rows.forEach(row -> row.view.forget());
    }

    private static List<Row> healthy(List<Row> rows) {
        for (Row row : rows) {
            if (row.failure != null) {
                return rows.stream().filter(other -> other.failure == null).toList();
            }
        }
        return rows;
    }

    private static Batch batch(List<Row> rows) {
        return new Batch(rows.size() == 1
                ? List.of(rows.getFirst().view)
                : rows.stream().map(row -> row.view).toList());
    }

    private void measure(int operator, Filter filter, List<Row> rows) {
        Cells cells = new Cells(operator, rows);
        filter.measure(batch(rows), cells);
        for (Row row : rows) {
            Decision decision = row.failure == null ? filter.decide(cells.row(row)) : Decision.KEEP;
            if (!decision.keep() && row.reason == null) {
                row.reason = new Reason(Outcome.DROPPED, labels.get(operator), decision.reason().orElseThrow());
            }
            boolean changed = filter instanceof RewritingFilter rewriting && row.failure == null
                    && rewrite(row, labels.get(operator), new FilterRewriting(row, rewriting));
            if (verdicts != VerdictSink.IGNORE) {
                tell(row, labels.get(operator), cells.row(row).values(), decision, changed);
            }
        }
    }

    private void tell(Row row, String label, Map<String, Object> values, Decision decision, boolean changed) {
        verdicts.accept(new Verdict(
                row.index,
                label,
                values,
                decision,
                Optional.ofNullable(row.failure),
                changed ? Optional.of(row.view.text()) : Optional.empty()));
    }

    private static final class Row {
        private final int index;
        private final SampleView view;
        /** Places of the parts that a mapper changed. */
        private final Set<Integer> mapped = new TreeSet<>();
        /** What mappers added, by part. */
        private final Map<Integer, Map<String, String>> attributes = new TreeMap<>();
        private Reason reason;
        private RowFailure failure;

        Row(int index, SampleView view) {
            this.index = index;
            this.view = view;
        }
    }

    /** A failed row keeps its message as a feature, so that it can be explained later; most shards have no such column. */
    private void fail(Row row, String operator, ErrorCode code, String message) {
        row.failure = new RowFailure(code, message);
        row.reason = new Reason(Outcome.FAILED, operator, code.name());
        features.textColumn(operator + "." + RowFailure.FEATURE).set(row.index, message);
    }

    /** The cells of one filter, addressed by the rows of the batch. */
    private final class Cells implements Measurements {
        private final int operator;
        private final Column[] cells;
        private final List<Row> rows;

        Cells(int operator, List<Row> rows) {
            this.operator = operator;
            this.cells = columns.get(operator);
            this.rows = rows;
        }

        @Override
        public void number(int row, int feature, double value) {
            cells[feature].set(rows.get(row).index, value);
        }

        @Override
        public void numbers(int row, int feature, double[] values) {
            cells[feature].set(rows.get(row).index, values);
        }

        @Override
        public void text(int row, int feature, String value) {
            cells[feature].set(rows.get(row).index, value);
        }

        @Override
        public void fail(int row, ErrorCode code, String message) {
            FusedPass.this.fail(rows.get(row), labels.get(operator), code, message);
        }

        TableRow row(Row row) {
            return TableRow.of(measured.get(operator), cells, row.index);
        }
    }

    private void attributes(AttributeMapper mapper, String label, List<Row> rows) {
        mapper.map(batch(rows), new AddedAttributes(label, rows));
        if (verdicts != VerdictSink.IGNORE) {
            rows.forEach(row -> tell(row, label, Map.of(), Decision.KEEP, false));
        }
    }

    private final class AddedAttributes implements AttributeMapper.Attributes {
        private final String label;
        private final List<Row> rows;

        AddedAttributes(String label, List<Row> rows) {
            this.label = label;
            this.rows = rows;
        }

        @Override
        public void add(int row, int part, String name, String value) {
            Row changed = rows.get(row);
            List<Part> parts = new ArrayList<>(changed.view.parts());
            String old = parts.get(part).attributes().get(name);
            if (value.equals(old)) {
                return;
            }
            if (old != null) {
                fail(row, ErrorCode.OPERATOR_FAILED, "Part " + part + " has the attribute '" + name
                        + "' already, and nothing is replaced. Have " + label + " write another one.");
                return;
            }
            changed.attributes.computeIfAbsent(part, unused -> new TreeMap<>()).put(name, value);
            parts.set(part, parts.get(part).with(Map.of(name, value)));
            changed.view.replace(parts, Map.of());
        }

        @Override
        public void fail(int row, ErrorCode code, String message) {
            FusedPass.this.fail(rows.get(row), label, code, message);
        }
    }

    private void map(Row row, String label, Rewriting rewriting) {
        boolean changed = rewrite(row, label, rewriting);
        if (verdicts != VerdictSink.IGNORE) {
            tell(row, label, Map.of(), Decision.KEEP, changed);
        }
    }

    /** New parts of a sample, in order; the same part where nothing changes. */
    @FunctionalInterface
    private interface Rewriting {
        List<Part> parts() throws SampleFailedException;

        /** What is known of the rewritten sample. */
        default Map<Derivation<?>, Object> known() throws SampleFailedException {
            return Map.of();
        }
    }

    private record FilterRewriting(Row row, RewritingFilter filter) implements Rewriting {
        @Override
        public List<Part> parts() throws SampleFailedException {
            return texts(row, filter.rewrite(row.view));
        }

        @Override
        public Map<Derivation<?>, Object> known() throws SampleFailedException {
            return filter.known(row.view);
        }
    }

    private static List<Part> texts(Row row, Mapper mapper) throws SampleFailedException {
        List<String> texts = new ArrayList<>();
        for (Part part : row.view.parts()) {
            if (part instanceof Part.Text text) {
                texts.add(mapper.map(text.text()));
            }
        }
        return texts(row, texts);
    }

    private static List<Part> texts(Row row, List<String> rewritten) {
        List<Part> parts = new ArrayList<>();
        Iterator<String> texts = rewritten.iterator();
        for (Part part : row.view.parts()) {
            parts.add(part instanceof Part.Text text ? rewritten(text, texts.next()) : part);
        }
        return parts;
    }

    private static Part rewritten(Part.Text text, String rewritten) {
        return rewritten.equals(text.text()) ? text : new Part.Text(rewritten, text.attributes());
    }

    private static List<Part> media(Row row, MediaMapper mapper) throws SampleFailedException {
        List<Part> parts = new ArrayList<>();
        for (Part part : row.view.parts()) {
            parts.add(part instanceof Part.Media media ? mapped(media, mapper.map(media)) : part);
        }
        return parts;
    }

    private static Part mapped(Part.Media media, Part.Media mapped) {
        boolean same = mapped.mediaType().equals(media.mediaType()) && mapped.content().equals(media.content());
        return same ? media : new Part.Media(media.modality(), mapped.mediaType(), mapped.content(), media.attributes());
    }

    /** Whether a text was changed; a sample that cannot be rewritten is failed. */
    private boolean rewrite(Row row, String label, Rewriting rewriting) {
        List<Part> old = row.view.parts();
        boolean changed = false;
        boolean texts = false;
        try {
            List<Part> parts = rewriting.parts();
            for (int i = 0; i < old.size(); i++) {
                if (parts.get(i) != old.get(i)) {
                    row.mapped.add(i);
                    changed = true;
                    texts |= old.get(i) instanceof Part.Text;
                }
            }
            if (changed) {
                row.view.replace(parts, rewriting.known());
            }
        } catch (SampleFailedException e) {
            fail(row, label, e.code(), e.getMessage());
        }
        return texts;
    }
}
