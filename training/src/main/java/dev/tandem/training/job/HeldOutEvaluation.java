package dev.tandem.training.job;

import dev.tandem.training.evaluation.Interval;
import dev.tandem.training.evaluation.RankingCurve;
import dev.tandem.training.evaluation.Retrieval;
import dev.tandem.training.evaluation.Slices;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How good a model's answers are: computed here, from the answers, so that trainers are compared by the same measure.
 *
 * @param metrics by name; more is better in all but those that begin with {@link #REPORTED}
 * @param slices by field of the rows, then by its value: recall at 5, or the share of right answers
 */
public record HeldOutEvaluation(SortedMap<String, Double> metrics, SortedMap<String, SortedMap<String, Interval>> slices) {
    /** Before the name of what a trainer says itself. */
    public static final String REPORTED = "reported.";
    /** What is computed from vectors. */
    public static final Set<String> OF_EMBEDDINGS = Set.of("recall_at_1", "recall_at_5", "recall_at_10");
    /** What is computed from scores. */
    public static final Set<String> OF_SCORES = Set.of("area", "accuracy");

    private static final String OTHERS = "(others)";
    private static final int MOST_SLICES = 50;
    private static final int PLACES = 5;
    private static final long SEED = 1;

    /** @param fields attributes of the rows by which slices are told */
    public static HeldOutEvaluation of(Trained trained, JobRows heldOut, Optional<Label> label, List<String> fields) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        trained.metrics().forEach((name, value) -> metrics.put(REPORTED + name, value));
        double[] found = switch (trained.answers()) {
            case Answers.None none -> new double[0];
            case Answers.Embeddings both -> retrieval(Retrieval.of(both.images(), both.texts()), metrics);
            case Answers.Scores scores -> label.map(given -> scores(scores.scores(), given.of(heldOut), metrics)).orElse(new double[0]);
        };
        SortedMap<String, SortedMap<String, Interval>> slices = new TreeMap<>();
        if (found.length > 0) {
            for (String field : fields) {
                SortedMap<String, Interval> values = new TreeMap<>();
                Slices.means(found, slices(heldOut, field), SEED).forEach((value, slice) -> values.put(value, slice.recall()));
                slices.put(field, values);
            }
        }
        return new HeldOutEvaluation(metrics, slices);
    }

    private static double[] retrieval(Retrieval retrieval, SortedMap<String, Double> metrics) {
        metrics.put("recall_at_1", retrieval.recall(1));
        metrics.put("recall_at_5", retrieval.recall(PLACES));
        metrics.put("recall_at_10", retrieval.recall(10));
        return retrieval.foundByPair(PLACES);
    }

    private static double[] scores(double[] scores, boolean[] positive, SortedMap<String, Double> metrics) {
        double[] right = new double[scores.length];
        Arrays.setAll(right, i -> scores[i] >= 0.5 == positive[i] ? 1 : 0);
        metrics.put("accuracy", Arrays.stream(right).average().orElseThrow());
        double area = RankingCurve.area(scores, positive);
        // Where only one kind was held out, there is nothing to tell apart.
        if (!Double.isNaN(area)) {
            metrics.put("area", area);
        }
        return right;
    }

    /** The most frequent values; of a field that is another one in each row, there are not as many slices. */
    private static String[] slices(JobRows rows, String field) {
        String[] values = rows.rows().stream().map(row -> row.attributes().getOrDefault(field, "")).toArray(String[]::new);
        Map<String, Integer> counts = new HashMap<>();
        for (String value : values) {
            counts.merge(value, 1, Integer::sum);
        }
        Set<String> frequent = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_SLICES)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Arrays.setAll(values, i -> frequent.contains(values[i]) ? values[i] : OTHERS);
        return values;
    }
}
