package dev.tandem.core.labels;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.shard.FeatureColumns;
import dev.tandem.core.shard.Selection;
import dev.tandem.core.store.ObjectKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Some samples of what a step judged: the same ones for the same samples and seed, however shards were cut. Half of them were kept
 * and half left, these spread evenly over the reasons; or half lie below a threshold and half above, the nearest. A sample that failed
 * is none that a person could judge.
 */
public final class LabelSampling {
    private final ShardStore store;
    private final Choice choice;
    private final Map<String, PriorityQueue<Chosen>> kept = new TreeMap<>();
    private final Map<String, PriorityQueue<Chosen>> left = new TreeMap<>();

    private LabelSampling(ShardStore store, Choice choice) {
        this.store = store;
        this.choice = choice;
    }

    /**
     * What is wanted.
     *
     * @param samples at most
     * @param around the threshold that samples lie nearest to; empty for a sample by verdict
     */
    public record Choice(int samples, long seed, Optional<Around> around) {
        public static final int MOST = 10_000;
    }

    /**
     * A threshold of something measured.
     *
     * @param column {@code operator.feature}
     */
    public record Around(String column, double threshold) {}

    /**
     * A sample that was chosen.
     *
     * @param view of its shard
     * @param kept whether it is still in
     * @param order the smaller ones come first
     */
    public record Chosen(ShardView view, int row, Digest sample, boolean kept, double distance, Digest order) {
        private static final Comparator<Chosen> ORDER = Comparator.comparingDouble(Chosen::distance).thenComparing(Chosen::order);
    }

    /**
     * Chooses.
     *
     * @param views keys of the shards that the step left
     * @return sorted by id
     */
    public static List<Chosen> of(ShardStore store, List<Digest> views, Choice choice) {
        LabelSampling sampling = new LabelSampling(store, choice);
        views.forEach(key -> sampling.look(store.view(key)));
        return sampling.chosen();
    }

    private void look(ShardView view) {
        List<Selection> selections = view.layers().stream().map(store::selection).toList();
        double[] values = values(view);
        store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
            boolean alive = selections.getLast().kept().contains(row);
            String stratum = alive ? "" : reason(selections, row);
            double value = values.length == 0 ? 0 : values[row];
            if (read.failure().isPresent() || stratum == null || Double.isNaN(value)) {
                return;
            }
            Digest id = read.sample().id();
            Digest order = Digest.of("label\0" + choice.seed() + "\0" + id);
            boolean first = choice.around().map(around -> value >= around.threshold()).orElse(alive);
            double distance = choice.around().map(around -> Math.abs(value - around.threshold())).orElse(0.0);
            add(first ? kept : left, choice.around().isPresent() ? "" : stratum,
                    new Chosen(view, row, id, alive, distance, order));
        });
    }

    /** Why a row is out; null where it failed. */
    private static String reason(List<Selection> selections, int row) {
        for (Selection selection : selections) {
            Optional<Selection.Reason> reason = selection.reasonOf(row);
            if (reason.isPresent()) {
                return reason.get().outcome() == Selection.Outcome.FAILED ? null : reason.get().operator() + ": " + reason.get().reason();
            }
        }
        return null;
    }

    private double[] values(ShardView view) {
        if (choice.around().isEmpty()) {
            return new double[0];
        }
        FeatureColumns columns = new FeatureColumns(
                view.rows(), List.of(new FeatureReading(choice.around().get().column(), Several.MEAN)));
        for (int i = view.layers().size() - 1; i >= 0 && !columns.isComplete(); i--) {
            view.layers().get(i).features().ifPresent(file -> columns.readFrom(store.contents().get(file, ObjectKey::features)));
        }
        return view.rows() == 0 ? new double[0] : columns.numbers()[0];
    }

    private void add(Map<String, PriorityQueue<Chosen>> strata, String stratum, Chosen chosen) {
        PriorityQueue<Chosen> best = strata.computeIfAbsent(stratum, unused -> new PriorityQueue<>(Chosen.ORDER.reversed()));
        best.add(chosen);
        if (best.size() > choice.samples()) {
            best.poll();
        }
    }

    private List<Chosen> chosen() {
        List<Chosen> first = inTurn(kept);
        List<Chosen> second = inTurn(left);
        int ofSecond = Math.min(second.size(), Math.max(choice.samples() / 2, choice.samples() - first.size()));
        List<Chosen> chosen = new ArrayList<>(first.subList(0, Math.min(first.size(), choice.samples() - ofSecond)));
        chosen.addAll(second.subList(0, ofSecond));
        chosen.sort(Comparator.comparing(Chosen::sample));
        return chosen;
    }

    /** One of each stratum, then the next of each. */
    private static List<Chosen> inTurn(Map<String, PriorityQueue<Chosen>> strata) {
        List<Chosen[]> sorted = strata.values().stream()
                .map(best -> {
                    Chosen[] items = best.toArray(Chosen[]::new);
                    Arrays.sort(items, Chosen.ORDER);
                    return items;
                })
                .toList();
        List<Chosen> all = new ArrayList<>();
        int longest = sorted.stream().mapToInt(items -> items.length).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (Chosen[] items : sorted) {
                if (i < items.length) {
                    all.add(items[i]);
                }
            }
        }
        return all;
    }
}
