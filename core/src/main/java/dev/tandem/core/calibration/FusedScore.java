package dev.tandem.core.calibration;

import dev.tandem.core.calibration.Calibration.FeatureCurve;
import dev.tandem.core.engine.SelectStep;
import dev.tandem.core.engine.SelectorRows;
import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardThreads;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.FeatureReading.Several;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.operator.OperatorContext;
import dev.tandem.core.operator.Selector;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.StepRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several values as one: the label model of the operators, with a vote of each operator's best value. What the votes are worth the
 * model learns from all samples of the run, without labels; the limits of the votes come from the labels, so that the curve of the
 * model over the same labels is somewhat better than it will be over others.
 */
final class FusedScore {
    /** Of fewer the model cannot learn which one is right. */
    static final int LEAST_VOTES = 3;

    private static final int MOST_VOTES = 8;
    private static final String OPERATOR = "label_model";
    private static final String FEATURE = "probability";

    private final ShardStore store;
    private final Documents documents;
    private final OperatorCatalog catalog;
    private final ShardThreads threads;
    private final Plan plan;

    FusedScore(ShardStore store, OperatorCatalog catalog, ShardThreads threads, Plan plan) {
        this.store = store;
        this.documents = new Documents(store.contents());
        this.catalog = catalog;
        this.threads = threads;
        this.plan = plan;
    }

    /** @param candidates the best first */
    Optional<FeatureCurve> of(RunRecord run, List<Candidate> candidates, LabelledRows labels, Calibrator.Question question) {
        List<Candidate> voters = voters(candidates);
        if (voters.size() < LEAST_VOTES || catalog.find(OPERATOR).isEmpty()) {
            return Optional.empty();
        }
        List<String> votes = voters.stream().map(voter -> voter.vote(question.precision())).toList();
        double good = (double) labels.count(true) / (labels.count(true) + labels.count(false));
        double balance = Math.round(Math.clamp(good, 0.01, 0.99) * 100) / 100.0;
        Map<String, Object> given = new TreeMap<>(Map.of("votes", votes, "class_balance", balance, "min_probability", 0.0));
        if (question.several() != Several.MEAN) {
            given.put("several", question.several().name().toLowerCase(Locale.ROOT));
        }
        StepRecord step = run.steps().get(voters.stream().mapToInt(voter -> voter.measured().step().index()).max().orElseThrow());
        try (Model model = new Model(run, step, given)) {
            double[] values = model.labelled(labels);
            Measured measured = new Measured(step, OPERATOR + "." + FEATURE, false, values);
            return switch (Candidate.of(measured, labels, question.precision(), question.seed())) {
                case Candidate.Outcome.Skipped skipped -> Optional.empty();
                case Candidate.Outcome.Found(Candidate fused) -> {
                    model.count(fused.tally());
                    yield Optional.of(fused.curve(limit -> recipe(votes, balance, question.several(), limit)));
                }
            };
        }
    }

    /** The best of each operator among those that a step can see which measured the very best, as far as they tell anything. */
    private List<Candidate> voters(List<Candidate> candidates) {
        List<Candidate> telling = candidates.stream().filter(Candidate::tells).toList();
        if (telling.isEmpty()) {
            return List.of();
        }
        Set<Integer> seen = seen(telling.getFirst().measured().step().index());
        Set<String> operators = new HashSet<>();
        return telling.stream()
                .filter(candidate -> seen.contains(candidate.measured().step().index()))
                .filter(candidate -> operators.add(candidate.measured().operator()))
                .limit(MOST_VOTES)
                .toList();
    }

    /** The step itself, and those before it on the same shards. */
    private Set<Integer> seen(int index) {
        Set<Integer> seen = new HashSet<>();
        for (PlannedStep step = plan.steps().get(index);
                step.kind() != StepKind.READ && step.kind() != StepKind.CREATE;
                step = plan.steps().get(step.input().orElseThrow())) {
            seen.add(step.index());
        }
        return seen;
    }

    private static List<String> recipe(List<String> votes, double balance, Several several, double limit) {
        List<String> lines = new ArrayList<>(List.of("- " + OPERATOR + ":", "    votes:"));
        votes.forEach(vote -> lines.add("      - " + vote));
        lines.add("    class_balance: " + balance);
        if (several != Several.MEAN) {
            lines.add("    several: " + several.name().toLowerCase(Locale.ROOT));
        }
        lines.add("    min_probability: " + Numbers.written(limit));
        return lines;
    }

    /** The model over what came into a step, by what is measured behind it. */
    private final class Model implements AutoCloseable {
        private final List<Digest> shards;
        private final List<Digest> inputs;
        private final Map<String, Object> given;
        private final int probability;
        private final SelectStep.Judges judges;

        Model(RunRecord run, StepRecord step, Map<String, Object> given) {
            this.given = given;
            this.shards = documents.keys(step.views().orElseThrow());
            int input = plan.steps().get(step.index()).input().orElseThrow();
            this.inputs = documents.keys(run.steps().get(input).views().orElseThrow());
            Selector selector = create();
            this.probability = selector.features().stream().map(feature -> feature.name()).toList().indexOf(FEATURE);
            List<Integer> positions = new ArrayList<>();
            for (int position = 0; position < shards.size(); position++) {
                positions.add(position);
            }
            this.judges = new SelectStep.Judges(
                    selector,
                    () -> positions.stream().map(position -> rows(position, store.view(shards.get(position)), selector)).iterator(),
                    SelectStep.MERGE_BYTES);
        }

        private Selector create() {
            return (Selector) catalog.create(OPERATOR, given, OperatorContext.withoutModels());
        }

        private SelectorRows rows(int position, ShardView view, Selector selector) {
            return SelectorRows.of(
                    store.alive(store.view(inputs.get(position))), SelectorRows.columns(store, view, selector.readings()));
        }

        /** By label. */
        double[] labelled(LabelledRows labels) {
            double[] values = new double[labels.size()];
            Arrays.fill(values, Double.NaN);
            for (int position = 0; position < shards.size(); position++) {
                ShardView view = store.view(shards.get(position));
                Map<Integer, Integer> rows = labels.of(view.shard());
                if (!rows.isEmpty()) {
                    forEach(position, view, create(), (row, value) -> {
                        Integer label = rows.get(row);
                        if (label != null) {
                            values[label] = value;
                        }
                    });
                }
            }
            return values;
        }

        void count(ThresholdTally tally) {
            record Counting(ThresholdTally counted, ShardThreads.Asking asking) implements ShardThreads.Asking {
                @Override
                public void ask(int position, ShardView view) {
                    asking.ask(position, view);
                }
            }
            threads.ask(shards, () -> {
                ThresholdTally counted = tally.empty();
                Selector selector = create();
                return new Counting(
                        counted, (position, view) -> forEach(position, view, selector, (row, value) -> counted.add(value)));
            }).forEach(part -> tally.add(part.counted()));
        }

        private void forEach(int position, ShardView view, Selector selector, RowValue consumer) {
            SelectorRows rows = rows(position, view, selector);
            Selector.Judge judge = judges.of(selector, rows);
            double[] values = new double[selector.features().size()];
            rows.forEach((row, sample) -> {
                Arrays.fill(values, Double.NaN);
                judge.decide(sample, values);
                consumer.accept(row, values[probability]);
            });
        }

        @Override
        public void close() {
            judges.close();
        }
    }

    @FunctionalInterface
    private interface RowValue {
        void accept(int row, double value);
    }
}
