package dev.tandem.core.labels;

import dev.tandem.core.agreement.Agreement;
import dev.tandem.core.agreement.Correlation;
import dev.tandem.core.agreement.Kappa.Weighting;
import dev.tandem.core.agreement.LengthBias;
import dev.tandem.core.agreement.PositionBias;
import dev.tandem.core.engine.Layer;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.parquet.ParquetColumns;
import dev.tandem.core.parquet.ParquetColumns.Block;
import dev.tandem.core.shard.FeatureColumns;
import dev.tandem.core.store.ObjectKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Holds what a step's samples have as features against labels of people. */
public final class JudgeComparison {
    /** Features of a judge of two answers, beside the one that says which it prefers. */
    public static final String GIVEN = "given";
    public static final String SWAPPED = "swapped";
    public static final String LENGTHS = "length_difference";

    private static final long SEED = 1;
    private static final int MOST_CATEGORIES = 10;

    private final ShardStore store;
    private final LabelledSet labels;
    private final List<Digest> samples;
    private final Map<Digest, Integer> places = new HashMap<>();
    private final boolean[] found;
    private final boolean[] kept;
    private final TreeMap<String, double[]> measured = new TreeMap<>();

    private JudgeComparison(ShardStore store, LabelledSet labels) {
        this.store = store;
        this.labels = labels;
        this.samples = List.copyOf(labels.samples());
        samples.forEach(sample -> places.put(sample, places.size()));
        this.found = new boolean[samples.size()];
        this.kept = new boolean[samples.size()];
    }

    /**
     * Compares.
     *
     * @param views keys of the shards that the step left
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for labels of samples that the step has not
     */
    public static JudgeReport of(ShardStore store, String run, List<Digest> views, LabelledSet labels) {
        JudgeComparison comparison = new JudgeComparison(store, labels);
        views.forEach(key -> comparison.look(store.view(key)));
        return comparison.report(run);
    }

    private void look(ShardView view) {
        Map<Integer, Integer> rows = new TreeMap<>();
        store.rows(view.shard(), ShardStore.Columns.IDENTITY, (row, read) -> {
            Integer place = places.get(read.sample().id());
            if (place != null) {
                rows.put(row, place);
                found[place] = true;
            }
        });
        if (rows.isEmpty()) {
            return;
        }
        var alive = store.alive(view);
        rows.forEach((row, place) -> kept[place] = alive.contains(row));
        for (Layer layer : view.layers()) {
            layer.features().ifPresent(file -> {
                try {
                    ParquetColumns.read(store.contents().get(file, ObjectKey::features), block -> read(block, rows));
                } catch (IOException e) {
                    throw new TandemException(ErrorCode.CORRUPT_OBJECT, "A features file cannot be read: " + e.getMessage(), e);
                }
            });
        }
    }

    private void read(Block block, Map<Integer, Integer> rows) {
        for (String column : block.numberColumns()) {
            double[] values = measured.computeIfAbsent(column, unused -> {
                double[] none = new double[samples.size()];
                Arrays.fill(none, Double.NaN);
                return none;
            });
            double[] cells = FeatureColumns.cells(block, new FeatureReading(column, Several.MEAN));
            rows.forEach((row, place) -> {
                long at = row - block.firstRow();
                // A later step of the same operator has nothing of samples that had left before.
                if (at >= 0 && at < block.rows() && !Double.isNaN(cells[(int) at])) {
                    values[place] = cells[(int) at];
                }
            });
        }
    }

    private JudgeReport report(String run) {
        List<Digest> missing = samples.stream().filter(sample -> !found[places.get(sample)]).toList();
        if (!missing.isEmpty()) {
            HumanLabel first = labels.of(missing.getFirst()).getFirst();
            throw LabelCheck.wrong(first.line(), "the run '" + run + "' has no sample " + first.sample().abbreviated()
                    + (missing.size() > 1 ? ", nor " + (missing.size() - 1) + " others" : "") + ". Give the run that they are from.");
        }
        double[] said = samples.stream().mapToDouble(this::said).toArray();
        List<JudgeReport.Judge> judges = measured.entrySet().stream()
                .filter(entry -> !isDetail(entry.getKey()))
                .map(entry -> judge(entry.getKey(), entry.getValue(), said))
                .filter(judge -> judge.items() > 1 && !Double.isNaN(judge.spearman().value()))
                .toList();
        double alpha = labels.alpha();
        return new JudgeReport(
                run, samples.size(), List.copyOf(labels.annotators()), labels.conflicts(),
                Double.isNaN(alpha) ? Optional.empty() : Optional.of(alpha), verdict(), judges);
    }

    /** What people say of a sample, as a number: the majority's word, or the mean of numbers. */
    private double said(Digest sample) {
        double[] numbers = labels.of(sample).stream().mapToDouble(label -> number(label.label())).toArray();
        boolean words = labels.of(sample).stream().anyMatch(label -> Double.isNaN(LabelledSet.number(label.label())));
        return words
                ? labels.majority(sample).map(JudgeComparison::number).orElse(Double.NaN)
                : Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    private static double number(String label) {
        return switch (label) {
            case "good", "true", "first" -> 1;
            case "bad", "false", "tie" -> 0;
            case "second" -> -1;
            default -> LabelledSet.number(label);
        };
    }

    private Optional<Agreement> verdict() {
        int[] decided = IntStream.range(0, samples.size())
                .filter(i -> labels.majority(samples.get(i)).filter(label -> !LabelReview.word(label).isEmpty()).isPresent())
                .toArray();
        if (decided.length < 2) {
            return Optional.empty();
        }
        int[] people = Arrays.stream(decided)
                .map(i -> LabelReview.word(labels.majority(samples.get(i)).orElseThrow()).equals("good") ? 1 : 0)
                .toArray();
        int[] run = Arrays.stream(decided).map(i -> kept[i] ? 1 : 0).toArray();
        return Optional.of(Agreement.of(people, run, 2, Weighting.NONE, SEED));
    }

    /** How a judge came to what it says is told with that. */
    private boolean isDetail(String column) {
        String judge = column.substring(0, column.lastIndexOf('.') + 1);
        return measured.containsKey(judge + GIVEN) && measured.containsKey(judge + SWAPPED)
                && List.of(GIVEN, SWAPPED, LENGTHS).contains(column.substring(judge.length()));
    }

    private JudgeReport.Judge judge(String column, double[] values, double[] said) {
        int[] both = IntStream.range(0, said.length).filter(i -> !Double.isNaN(values[i]) && !Double.isNaN(said[i])).toArray();
        double[] x = Arrays.stream(both).mapToDouble(i -> values[i]).toArray();
        double[] y = Arrays.stream(both).mapToDouble(i -> said[i]).toArray();
        String judge = column.substring(0, column.lastIndexOf('.') + 1);
        Optional<double[]> given = Optional.ofNullable(measured.get(judge + GIVEN));
        Optional<double[]> swapped = Optional.ofNullable(measured.get(judge + SWAPPED));
        Optional<double[]> lengths = given.flatMap(unused -> Optional.ofNullable(measured.get(judge + LENGTHS)));
        return new JudgeReport.Judge(
                column, both.length, Correlation.pearson(x, y), Correlation.spearman(x, y), agreement(x, y),
                given.flatMap(first -> swapped.map(second -> PositionBias.of(first, second))),
                lengths.map(difference -> LengthBias.of(values, difference)),
                lengths.map(difference -> LengthBias.of(said, difference)));
    }

    /** Of values that are categories on both sides. */
    private static Optional<Agreement> agreement(double[] x, double[] y) {
        double[] all = DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).sorted().distinct().toArray();
        boolean isCategories = all.length <= MOST_CATEGORIES && Arrays.stream(all).allMatch(value -> value == Math.rint(value));
        if (!isCategories || Arrays.stream(y).distinct().count() < 2) {
            return Optional.empty();
        }
        return Optional.of(Agreement.of(places(x, all), places(y, all), all.length,
                all.length > 2 ? Weighting.QUADRATIC : Weighting.NONE, SEED));
    }

    private static int[] places(double[] values, double[] categories) {
        return Arrays.stream(values).mapToInt(value -> Arrays.binarySearch(categories, value)).toArray();
    }
}
