package dev.tandem.core.whatif;

import dev.tandem.core.engine.ShardStore;
import dev.tandem.core.engine.ShardThreads;
import dev.tandem.core.engine.ShardView;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.OperatorCatalog;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.plan.Plan;
import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.plan.PlanEditor;
import dev.tandem.core.plan.PlannedParameter;
import dev.tandem.core.plan.PlannedStep;
import dev.tandem.core.run.Documents;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.whatif.WhatIfAnswer.StepAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Says what a run would have kept with other limits, from the features that it stored: no sample is read but the examples. Its
 * greatest limitation is that it says so step by step, as what later steps would make of other samples nobody has measured.
 */
public final class WhatIf {
    /** Most examples of one answer, of each kind. */
    public static final int MAX_EXAMPLES = 100;

    private final ShardStore store;
    private final Documents documents;
    private final OperatorCatalog catalog;
    private final ShardThreads threads;

    public WhatIf(ShardStore store, OperatorCatalog catalog) {
        this.store = store;
        this.documents = new Documents(store.contents());
        this.catalog = catalog;
        this.threads = new ShardThreads(store, "what-if");
    }

    /**
     * Asks.
     *
     * @param values by {@code stage.operator.parameter}, or {@code operator.parameter} where the run has the operator once; each
     *     written as in a recipe
     * @param examples samples that flip to show, at most, of those that would be kept and of those that would be dropped
     * @throws TandemException {@link ErrorCode#INVALID_ARGUMENT} for what there is not, and for what cannot be told from what is
     *     stored; {@link ErrorCode#NOT_FOUND} where what the run stored has been collected as garbage
     */
    public WhatIfAnswer ask(RunRecord run, Map<String, String> values, int examples) {
        if (values.isEmpty()) {
            throw new TandemException(ErrorCode.INVALID_ARGUMENT,
                    "Nothing is to be changed; expected a parameter and its value, such as text_length.min_len=100");
        }
        if (examples < 0 || examples > MAX_EXAMPLES) {
            throw new TandemException(
                    ErrorCode.INVALID_ARGUMENT, "From 0 to " + MAX_EXAMPLES + " examples can be shown, found " + examples);
        }
        try {
            return answer(run, values, examples);
        } catch (TandemException e) {
            throw e.code() == ErrorCode.NOT_FOUND ? run.collected(e) : e;
        }
    }

    private WhatIfAnswer answer(RunRecord run, Map<String, String> values, int examples) {
        Plan plan = documents.plan(run.plan());
        PlanChange change = new PlanEditor(catalog).change(plan, values);
        Map<Integer, Set<String>> targets = new TreeMap<>();
        Askable askable = new Askable(catalog, run);
        for (String name : values.keySet()) {
            PlannedParameter target = PlannedParameter.find(plan, name);
            PlannedStep after = change.plan().steps().get(target.step().index());
            askable.verify(target, after.operators().get(target.step().operators().indexOf(target.operator())));
            targets.computeIfAbsent(target.step().index(), unused -> new HashSet<>()).add(target.operator().label());
        }
        List<StepAnswer> answers = new ArrayList<>();
        targets.forEach((index, operators) -> {
            Question question = new Question(run, plan, change, plan.steps().get(index), operators, examples);
            answers.add(question.answer());
        });
        return new WhatIfAnswer(run.run(), answers);
    }

    /** What one thread asks, and what comes of it. */
    private record Part(Tally tally, ShardThreads.Asking question) implements ShardThreads.Asking {
        @Override
        public void ask(int position, ShardView view) {
            question.ask(position, view);
        }
    }

    /** What would become of the samples of one step. */
    private final class Question {
        private final Plan plan;
        private final PlannedStep before;
        private final PlannedStep after;
        private final List<PlanChange.Setting> settings;
        private final Set<String> targets;
        private final int examples;
        private final List<Digest> shards;
        private final List<Digest> inputs;

        Question(RunRecord run, Plan plan, PlanChange change, PlannedStep step, Set<String> targets, int examples) {
            this.plan = plan;
            this.before = step;
            this.after = change.plan().steps().get(step.index());
            this.settings = change.settings().stream()
                    .filter(setting -> setting.stage().equals(step.stage()) && targets.contains(setting.operator()))
                    .toList();
            this.targets = targets;
            this.examples = examples;
            this.shards = keys(run, step.index());
            this.inputs = keys(run, step.input().orElseThrow());
        }

        private List<Digest> keys(RunRecord run, int step) {
            return documents.keys(run.steps().get(step).views().orElseThrow());
        }

        StepAnswer answer() {
            Tally tally = tally();
            return new StepAnswer(
                    before.stage(),
                    before.operators().stream().map(OperatorSpec::label).toList(),
                    settings,
                    tally.in(),
                    tally.keptBefore(),
                    tally.keptAfter(),
                    tally.nowKept(),
                    tally.nowDropped(),
                    tally.otherReason(),
                    tally.reasons(),
                    new Examples(store, shards, targets).of(tally.flips()),
                    following());
        }

        private Tally tally() {
            boolean isSelector = after.kind().isSelector();
            if (!isSelector) {
                return tally(() -> {
                    Tally tally = new Tally(examples);
                    ShardQuestion question = new ShardQuestion(store, new StepFilters(catalog, before, after), tally);
                    return new Part(tally, question::ask);
                });
            }
            try (SelectorQuestion question = new SelectorQuestion(store, catalog, after.operators().getFirst(), inputs, threads)) {
                return tally(() -> {
                    Tally tally = new Tally(examples);
                    return new Part(tally, (position, view) -> question.ask(position, view, tally));
                });
            }
        }

        private Tally tally(Supplier<Part> thread) {
            Tally sum = new Tally(examples);
            for (Part part : threads.ask(shards, thread)) {
                sum = sum.plus(part.tally());
            }
            return sum;
        }

        private List<String> following() {
            Set<Integer> reached = new HashSet<>(Set.of(before.index()));
            List<String> following = new ArrayList<>();
            for (PlannedStep step : plan.steps()) {
                if (step.input().isPresent() && reached.contains(step.input().getAsInt())) {
                    reached.add(step.index());
                    following.add(step.stage() + ": "
                            + String.join(", ", step.operators().stream().map(OperatorSpec::label).toList()));
                }
            }
            return following;
        }
    }
}
