package dev.tandem.core.report;

import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.duplicates.DuplicateClusters;
import dev.tandem.core.duplicates.SpanShares;
import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.shard.FeatureTable;
import dev.tandem.core.shard.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.roaringbitmap.RoaringBitmap;

/** Collects, for a report, a bounded number of samples and of measured values from the shards of a run. */
final class ReportData {
    private static final int SAMPLES_PER_GROUP = 8;
    private static final int CLUSTERS = 5;
    private static final int SAMPLES_PER_CLUSTER = 4;
    private static final int VALUES_PER_COLUMN = 20_000;

    private final ShardStore store;
    private final Documents documents;
    private final DuplicateClusters clusters;

    /** Samples by the name of the data set that they are in. */
    final Map<String, List<Shown>> kept = new LinkedHashMap<>();

    /** Samples by {@code stage · operator: reason}. */
    final Map<String, List<Shown>> out = new LinkedHashMap<>();

    /** Measured numbers by {@code stage · operator.feature}. */
    final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** Limits that a selector held its numbers against, by the name under which the numbers stand. */
    final Map<String, List<Double>> cuts = new LinkedHashMap<>();

    /** Steps that removed duplicates, by {@code stage · operator}. */
    final Map<String, Duplicates> duplicates = new LinkedHashMap<>();

    /** What a step found, and samples of its largest clusters; of each, the one that stayed comes first. */
    record Duplicates(ClusterSummary summary, RemovalEffect effect, List<List<Shown>> largest) {}

    /** Steps that cut repeated spans out of samples, by {@code stage · operator}. */
    final Map<String, Spans> spans = new LinkedHashMap<>();

    /** What a step found, and what it did. */
    record Spans(SpanShares.Found found, RemovalEffect effect) {}

    /** Filters that ask a model. */
    final ModelFilters models = new ModelFilters();

    /** A sample and what to say of it. */
    record Shown(Sample sample, String note) {}

    /** A row that is wanted, and where it is to be shown. */
    private record Wanted(Consumer<Shown> group, String note) {}

    ReportData(ShardStore store) {
        this.store = store;
        this.documents = new Documents(store.contents());
        this.clusters = new DuplicateClusters(store);
    }

    void collect(RunRecord run, Plan plan) {
        Map<Digest, Map<Integer, List<Wanted>>> wanted = new LinkedHashMap<>();
        Map<String, Integer> taken = new HashMap<>();
        for (StepRecord step : run.steps()) {
            if (step.views().isPresent() && step.kind() != StepKind.READ && step.kind() != StepKind.CREATE) {
                for (Digest key : documents.keys(step.views().get())) {
                    layer(step, plan, store.view(key), wanted, taken);
                }
            }
            if (step.kind() == StepKind.DEDUPLICATE) {
                Optional<ClusterSummary> summary = clusters.summary(step);
                summary.filter(found -> found.clusters() > 0).ifPresent(found -> duplicates(step, found, wanted));
                if (summary.isEmpty()) {
                    clusters.repeated(step, CLUSTERS).ifPresent(found -> spans.put(
                            title(step), new Spans(found, RemovalEffect.ofCuts(store, documents.keys(step.views().orElseThrow())))));
                }
            }
        }
        for (DatasetRecord dataset : run.datasets()) {
            List<Shown> group = kept.computeIfAbsent(dataset.name(), unused -> new ArrayList<>());
            for (Digest key : documents.keys(run.steps().get(dataset.step()).views().orElseThrow())) {
                ShardView view = store.view(key);
                want(view, spread(store.alive(view)), "kept " + dataset.name(), group, wanted, taken, row -> "");
            }
        }
        models.want((shard, row, note, group) -> wanted.computeIfAbsent(shard, unused -> new TreeMap<>())
                .computeIfAbsent(row, unused -> new ArrayList<>())
                .add(new Wanted(group, note)));
        wanted.forEach((shard, rows) -> store.rows(shard, ShardStore.Columns.ALL, (row, read) -> {
            for (Wanted one : rows.getOrDefault(row, List.of())) {
                one.group().accept(new Shown(read.sample(), one.note()));
            }
        }));
    }

    private void duplicates(StepRecord step, ClusterSummary summary, Map<Digest, Map<Integer, List<Wanted>>> wanted) {
        List<List<Shown>> largest = new ArrayList<>();
        List<Digest> views = documents.keys(step.views().orElseThrow());
        for (ClusterSummary.Cluster cluster : summary.largest().subList(0, Math.min(CLUSTERS, summary.largest().size()))) {
            if (cluster.examples().isEmpty()) {
                continue;
            }
            List<Shown> group = new ArrayList<>();
            largest.add(group);
            cluster.staysFirst().stream()
                    .limit(SAMPLES_PER_CLUSTER)
                    .forEach(example -> {
                        int place = group.size();
                        group.add(null);
                        String note = example.stays()
                                ? "stays, of " + cluster.size()
                                : example.similarity().isPresent()
                                        ? "similarity " + Histogram.number(example.similarity().getAsDouble())
                                        : "shares a key";
                        wanted.computeIfAbsent(store.view(views.get(example.shard())).shard(), unused -> new TreeMap<>())
                                .computeIfAbsent(example.row(), unused -> new ArrayList<>())
                                .add(new Wanted(shown -> group.set(place, shown), note));
                    });
        }
        duplicates.put(
                title(step),
                new Duplicates(summary, RemovalEffect.of(store, views), largest));
    }

    private static String title(StepRecord step) {
        return step.stage() + " · " + String.join(", ", step.operators());
    }

    private void layer(
            StepRecord step, Plan plan, ShardView view, Map<Digest, Map<Integer, List<Wanted>>> wanted, Map<String, Integer> taken) {
        Layer layer = view.layers().getLast();
        Selection selection = store.selection(layer);
        FeatureTable features = store.features(layer).orElseGet(() -> new FeatureTable(0));
        selection.out().forEach((reason, rows) -> {
            String title = step.stage() + " · " + reason.operator() + ": " + reason.reason();
            List<Shown> group = out.computeIfAbsent(title, unused -> new ArrayList<>());
            want(view, spread(rows), title, group, wanted, taken, row -> note(features, reason.operator(), row));
        });
        models.add(step, plan, view, features);
        List<String> columns = features.columnNames();
        for (String column : columns) {
            if (isCut(step, column)) {
                cut(step.stage() + " · " + columns.getFirst(), features, column);
                continue;
            }
            List<Double> numbers = values.computeIfAbsent(step.stage() + " · " + column, unused -> new ArrayList<>());
            for (int row = 0; row < features.rows() && numbers.size() < VALUES_PER_COLUMN; row++) {
                switch (features.get(column, row)) {
                    case Double number -> numbers.add(number);
                    case double[] several -> {
                        for (double number : several) {
                            numbers.add(number);
                        }
                    }
                    case null, default -> {
                        // Texts, and rows that were not measured, have no distribution.
                    }
                }
            }
        }
    }

    private static boolean isCut(StepRecord step, String column) {
        return step.kind().isSelector()
                && (column.endsWith(".min") || column.endsWith(".max"));
    }

    /** A limit is the same for all samples of a step that were held against it. */
    private void cut(String of, FeatureTable features, String column) {
        List<Double> found = cuts.computeIfAbsent(of, unused -> new ArrayList<>());
        for (int row = 0; row < features.rows(); row++) {
            if (features.get(column, row) instanceof Double limit) {
                if (!found.contains(limit)) {
                    found.add(limit);
                }
                return;
            }
        }
    }

    private static void want(
            ShardView view,
            List<Integer> rows,
            String title,
            List<Shown> group,
            Map<Digest, Map<Integer, List<Wanted>>> wanted,
            Map<String, Integer> taken,
            IntFunction<String> note) {
        for (int row : rows) {
            if (taken.merge(title, 1, Integer::sum) > SAMPLES_PER_GROUP) {
                return;
            }
            wanted.computeIfAbsent(view.shard(), unused -> new TreeMap<>())
                    .computeIfAbsent(row, unused -> new ArrayList<>())
                    .add(new Wanted(group::add, note.apply(row)));
        }
    }

    /** A few rows from all over the shard. */
    private static List<Integer> spread(RoaringBitmap rows) {
        List<Integer> chosen = new ArrayList<>();
        int count = rows.getCardinality();
        int shown = Math.min(count, SAMPLES_PER_GROUP);
        for (int i = 0; i < shown; i++) {
            chosen.add(rows.select((int) ((long) i * count / shown)));
        }
        return chosen;
    }

    private static String note(FeatureTable features, String operator, int row) {
        if (row >= features.rows()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        features.row(row).forEach((column, value) -> {
            if (column.startsWith(operator + ".")) {
                String shown = switch (value) {
                    case Double number -> Histogram.number(number);
                    case double[] numbers -> Arrays.toString(numbers);
                    default -> value.toString();
                };
                parts.add(column.substring(operator.length() + 1) + " = "
                        + (shown.length() > 24 ? shown.substring(0, 12) + "…" : shown));
            }
        });
        return String.join(", ", parts);
    }
}
