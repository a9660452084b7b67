package dev.tandem.core.report;

import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.report.ReportData.Shown;
import dev.tandem.core.run.StepRecord;
import dev.tandem.core.shard.FeatureTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Filters that ask a model: how much each limit on its score would keep, and the samples next to the limit that was chosen. */
final class ModelFilters {
    private static final int PER_SIDE = 4;
    private static final int VALUES = 20_000;

    private final Map<String, Score> scores = new LinkedHashMap<>();

    /** Takes a row that is to be shown. */
    @FunctionalInterface
    interface Wanting {
        void want(Digest shard, int row, String note, Consumer<Shown> group);
    }

    /** What a filter measured by a model. */
    private static final class Score {
        private final String model;
        private final String feature;
        private final List<Limit> limits;
        private final List<Double> values = new ArrayList<>();

        Score(String model, String feature, List<Limit> limits) {
            this.model = model;
            this.feature = feature;
            this.limits = limits;
        }
    }

    /** A limit of a filter, with the samples next to it; whatever lies on it stays. */
    private static final class Limit {
        private final String name;
        private final double value;
        private final boolean lowest;
        private final List<Near> below = new ArrayList<>();
        private final List<Near> above = new ArrayList<>();
        private final List<Shown> shownBelow = new ArrayList<>();
        private final List<Shown> shownAbove = new ArrayList<>();

        Limit(String name, double value) {
            this.name = name;
            this.value = value;
            this.lowest = name.startsWith("min");
        }

        void add(double number, Digest shard, int row) {
            boolean isBelow = lowest ? number < value : number <= value;
            List<Near> side = isBelow ? below : above;
            side.add(new Near(Math.abs(number - value), number, shard, row));
            // Equally near ones stay in the order of the data set.
            side.sort(Comparator.comparingDouble(Near::distance));
            if (side.size() > PER_SIDE) {
                side.removeLast();
            }
        }

        boolean cuts() {
            return !(lowest ? below : above).isEmpty();
        }
    }

    private record Near(double distance, double value, Digest shard, int row) {}

    /** Looks at what a step measured of a shard. */
    void add(StepRecord step, Plan plan, ShardView view, FeatureTable features) {
        for (OperatorSpec spec : plan.steps().get(step.index()).operators()) {
            Optional<String> model = model(spec);
            Optional<String> column = features.columnNames().stream()
                    .filter(name -> name.startsWith(spec.label() + "."))
                    .findFirst();
            if (model.isPresent() && column.isPresent()) {
                Score score = scores.computeIfAbsent(step.stage() + " · " + spec.label(), unused -> new Score(
                        model.get(), column.get().substring(spec.label().length() + 1), limits(spec)));
                add(score, features, column.get(), view.shard());
            }
        }
    }

    private static void add(Score score, FeatureTable features, String column, Digest shard) {
        for (int row = 0; row < features.rows(); row++) {
            double value = switch (features.get(column, row)) {
                case Double number -> number;
                case double[] numbers -> Several.MEAN.of(numbers);
                case null, default -> Double.NaN;
            };
            if (!Double.isFinite(value)) {
                continue;
            }
            if (score.values.size() < VALUES) {
                score.values.add(value);
            }
            for (Limit limit : score.limits) {
                limit.add(value, shard, row);
            }
        }
    }

    private static Optional<String> model(OperatorSpec spec) {
        return spec.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().equals("model") || parameter.getKey().endsWith("_model"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Limit> limits(OperatorSpec spec) {
        List<Limit> limits = new ArrayList<>();
        spec.parameters().forEach((name, text) -> {
            if (name.startsWith("min_") || name.startsWith("max_")) {
                try {
                    limits.add(new Limit(name, Double.parseDouble(text)));
                } catch (NumberFormatException e) {
                    // A limit of something else than a number.
                }
            }
        });
        return limits;
    }

    /** Asks for the samples next to limits that dropped some. */
    void want(Wanting wanting) {
        scores.values().forEach(score -> score.limits.stream().filter(Limit::cuts).forEach(limit -> {
            want(wanting, score, limit.below, limit.shownBelow);
            want(wanting, score, limit.above, limit.shownAbove);
        }));
    }

    /** The nearest first, in whatever order they are read. */
    private static void want(Wanting wanting, Score score, List<Near> side, List<Shown> shown) {
        for (Near near : side) {
            int place = shown.size();
            shown.add(null);
            wanting.want(
                    near.shard(), near.row(), score.feature + " = " + Histogram.number(near.value()), sample -> shown.set(place, sample));
        }
    }

    /** Writes the section; nothing where no filter asked a model. */
    void write(Html html) {
        if (scores.values().stream().allMatch(score -> score.values.isEmpty())) {
            return;
        }
        html.element("h2", "Filters that ask a model");
        scores.forEach((title, score) -> {
            if (!score.values.isEmpty()) {
                write(html, title, score);
            }
        });
    }

    private static void write(Html html, String title, Score score) {
        List<Limit> cutting = score.limits.stream().filter(Limit::cuts).toList();
        List<Double> cuts = cutting.stream().map(limit -> limit.value).toList();
        Histogram histogram = new Histogram(score.values.stream().mapToDouble(Double::doubleValue).toArray());
        html.element("h3", title + " asks " + score.model);
        html.raw("<div class=\"charts\">");
        figure(html, "How many samples have which " + score.feature, histogram.svg(cuts));
        figure(html, "Share of them that each lowest " + score.feature + " would keep", histogram.keepCurve(cuts));
        html.raw("</div>\n");
        for (Limit limit : cutting) {
            String at = " " + limit.name + " = " + Histogram.number(limit.value);
            cards(html, (limit.lowest ? "Just below" : "Just above") + at + ": they went",
                    limit.lowest ? limit.shownBelow : limit.shownAbove);
            cards(html, "Next to it on the other side: they stayed", limit.lowest ? limit.shownAbove : limit.shownBelow);
        }
    }

    private static void figure(Html html, String caption, String svg) {
        html.raw("<figure><figcaption>").text(caption).raw("</figcaption>").raw(svg).raw("</figure>\n");
    }

    private static void cards(Html html, String title, List<Shown> samples) {
        if (!samples.isEmpty()) {
            html.raw("<p class=\"lead\">").text(title).raw("</p><div class=\"cards\">");
            samples.forEach(shown -> Gallery.card(html, shown.sample(), shown.note()));
            html.raw("</div>\n");
        }
    }
}
