package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Plan, then step after step over shards, then publish, then report. */
public final class CurationWorkflowDefinition implements CurationWorkflow {
    /**
     * Events after which a run goes on with a new history, before its next step. A step adds 6,100 at most, in the four passes
     * of a deduplicator that looks at all samples first: what a workflow server allows, 10,240 without a warning, is not reached.
     */
    private static final int EVENTS_OF_HISTORY = 4_000;

    /** Duplicates are looked for in parts of all keys. */
    private static final String PARTS = "dedup-parts";

    private final RunActivities bookkeeping = Activities.bookkeeping();
    private final Map<Integer, ShardList> results = new TreeMap<>();
    private final ShardWindow window;
    private final ShardPass pass;
    private final RunProgress progress;
    private final ReviewGate gate;
    private BudgetState budget;
    private RunStatus status = RunStatus.RUNNING;
    private Optional<String> finished = Optional.empty();
    private Optional<String> error = Optional.empty();

    /** Made before any update is let in, so that each finds the run it changes. */
    @WorkflowInit
    public CurationWorkflowDefinition(CurationRequest request) {
        window = new ShardWindow(request.window());
        pass = new ShardPass(window, this::holdIfSpent);
        progress = new RunProgress(request, Workflow.currentTimeMillis());
        gate = new ReviewGate(progress);
        budget = request.reached().map(CurationState::budget).orElse(BudgetState.NONE);
    }

    @Override
    public RunRecord curate(CurationRequest submitted) {
        try {
            PlanOutline plan = submitted.reached().map(CurationState::plan).orElseGet(this::outline);
            plan.steps().forEach(step -> step(plan, step));
            plan.steps().forEach(this::publish);
            plan.steps().forEach(this::addToIndex);
            // The report is made from the record; a run is completed only once its report stands.
            bookkeeping.record(progress());
            progress.reported(Activities.single(ServiceKind.PUBLISHING).report(request().run()));
            finish(RunStatus.COMPLETED, Optional.empty());
            return progress();
        } catch (TemporalFailure e) {
            stop(e);
            throw e;
        } catch (TandemException e) {
            // Any other exception would make the server try the same decision for ever.
            ApplicationFailure failure = RunProgress.failure(e.code(), e.getMessage());
            stop(failure);
            throw failure;
        }
    }

    @Override
    public RunRecord progress() {
        RunStatus shown = status == RunStatus.RUNNING && window.state().paused() ? RunStatus.PAUSED : status;
        if (gate.waits() && shown == RunStatus.RUNNING) {
            return progress.record(RunStatus.IN_REVIEW, finished, error, gate.waiting());
        }
        return progress.record(shown, finished, error, window.state().paused() ? spent() : List.of());
    }

    @Override
    public RunRecord pause(String by) {
        return setPaused(by, true);
    }

    @Override
    public void checkPause(String by) {
        ChangeRules.checkNotFinished(progress());
    }

    @Override
    public RunRecord resume(String by) {
        return setPaused(by, false);
    }

    @Override
    public void checkResume(String by) {
        ChangeRules.checkNotFinished(progress());
        ChangeRules.checkNotSpent(progress().waiting());
    }

    private RunRecord setPaused(String by, boolean paused) {
        WindowState state = window.state();
        if (state.paused() != paused) {
            progress.changed(Workflow.currentTimeMillis(), by, RunChange.PAUSED, state.paused(), paused);
            pass.change(state.withPaused(paused));
            budget = budget.holding(budget.holds() && paused);
            index(progress().status());
        }
        return progress();
    }

    @Override
    public RunRecord change(CurationChange change) {
        long now = Workflow.currentTimeMillis();
        WindowState state = window.state();
        change.parallelism().stream().filter(wanted -> wanted != state.parallelism()).forEach(wanted -> {
            progress.changed(now, change.by(), RunChange.CONCURRENCY, state.parallelism(), wanted);
            pass.change(state.withParallelism(wanted));
        });
        change.plan().filter(plan -> !plan.settings().isEmpty()).ifPresent(plan -> {
            plan.settings().forEach(setting ->
                    progress.changed(now, change.by(), setting.name(), setting.before(), setting.after()));
            progress.changed(now, change.by(), RunChange.PLAN, plan.before(), plan.after());
            progress.planned(plan.after());
        });
        change.budget().ifPresent(other -> set(other, change.by()));
        return progress();
    }

    @Override
    public void checkChange(CurationChange change) {
        ChangeRules.check(change, progress(), progress);
        ChangeRules.check(change, budget.budget());
    }

    @Override
    public RunRecord review(CurationReview review) {
        gate.answer(review, Workflow.currentTimeMillis());
        return progress();
    }

    @Override
    public void checkReview(CurationReview review) {
        ChangeRules.checkNotFinished(progress());
        gate.check(review);
    }

    @Override
    public void finished(int step, Tally tally) {
        progress.step(step).finished(tally, Workflow.currentTimeMillis());
        holdIfSpent();
    }

    /** A budget that is reached pauses the run until somebody raises it; shards in work are finished. */
    private void holdIfSpent() {
        if (!window.state().paused() && !spent().isEmpty()) {
            budget = budget.holding(true);
            setPaused(RunChange.BY_BUDGET, true);
        }
    }

    /** What of the budget is used up, while that holds up anything. */
    private List<String> spent() {
        return progress.hasWorkLeft() ? budget.budget().reached(progress.calls()) : List.of();
    }

    private void set(CurationChange.OtherBudget other, String by) {
        Budget before = budget.budget();
        budget = budget.with(other);
        long now = Workflow.currentTimeMillis();
        Budget after = budget.budget();
        if (!after.inferenceCalls().equals(before.inferenceCalls())) {
            progress.changed(now, by, RunChange.INFERENCE_CALLS, text(before.inferenceCalls()), text(after.inferenceCalls()));
        }
        if (!after.cost().equals(before.cost())) {
            progress.changed(now, by, RunChange.COST, text(before.cost()), text(after.cost()));
        }
        if (budget.holds() && spent().isEmpty()) {
            setPaused(by, false);
        }
        holdIfSpent();
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? Long.toString(limit.getAsLong()) : "none";
    }

    private static String text(OptionalDouble limit) {
        return limit.isPresent() ? Double.toString(limit.getAsDouble()) : "none";
    }

    private PlanOutline outline() {
        PlanOutline plan = bookkeeping.outline(request().plan());
        progress.plan(plan);
        // What was changed before the plan was known holds.
        plan.budget().ifPresent(planned -> budget = new BudgetState(planned, false)
                .with(new CurationChange.OtherBudget(budget.budget().inferenceCalls(), budget.budget().cost())));
        return plan;
    }

    private void step(PlanOutline plan, PlanOutline.Step step) {
        RunProgress.Step told = progress.step(step.index());
        if (told.result().isEmpty()) {
            startNewHistoryIfLong(plan);
            window.awaitResumed();
            run(plan, step, told);
            review(step);
        }
        results.put(step.index(), told.result().orElseThrow());
    }

    /** What old histories say of a plan has no reviews, so that they replay without any. */
    private void review(PlanOutline.Step step) {
        step.review().ifPresent(review -> {
            gate.open(step, review, Workflow.currentTimeMillis());
            index(progress().status());
            bookkeeping.record(progress());
            gate.await(review);
            index(progress().status());
            bookkeeping.record(progress());
        });
    }

    private void run(PlanOutline plan, PlanOutline.Step step, RunProgress.Step told) {
        told.start(Workflow.currentTimeMillis());
        Digest planned = request().plan();
        Digest input = request().input();
        ShardList list = step.input().isPresent()
                ? results.get(step.input().getAsInt())
                : Activities.single(ServiceKind.INGESTION).split(planned, input);
        told.shards(list.count());
        ShardPass.Over over = (work, whole) -> pass.run(
                request().run(),
                new ShardTask(work, planned, step.index(), input, list.digest(), 0, whole, Optional.empty(),
                        Optional.of(request().tenant())),
                list.count(),
                told);
        Digest keys = switch (step.kind()) {
            case READ -> over.all(ShardTask.Work.READ, Optional.empty());
            case PASS -> over.all(ShardTask.Work.PASS, Optional.empty());
            case CREATE -> over.all(ShardTask.Work.CREATE, pairing(step, list, over));
            case DEDUPLICATE -> {
                Digest signatures = signatures(step, list, over.all(ShardTask.Work.SIGN, Optional.empty()), told);
                Digest clusters = cluster(step, list, signatures, told);
                yield over.all(ShardTask.Work.SELECT, Optional.of(clusters));
            }
            case SELECT -> over.all(ShardTask.Work.JUDGE, Optional.empty());
            case SELECT_FROM_ALL -> {
                Digest summaries = over.all(ShardTask.Work.SUMMARIZE, Optional.empty());
                Digest finding = Activities.whole(ServiceKind.FILTERING).merge(planned, step.index(), list.digest(), summaries);
                yield over.all(ShardTask.Work.JUDGE, Optional.of(finding));
            }
            case TRAIN -> {
                TrainedStep trained =
                        Activities.whole(ServiceKind.TRAINING).train(planned, step.index(), list.digest(), request().tenant());
                told.trained(trained.scores());
                holdIfSpent();
                yield over.all(ShardTask.Work.SCORE, Optional.of(trained.key()));
            }
        };
        Optional<Long> expected = step.input().isPresent()
                ? Optional.of(progress.step(step.input().getAsInt()).counts().kept())
                : Optional.empty();
        told.finish(keys, expected, plan.maxFailedRatio(), Workflow.currentTimeMillis());
    }

    /** What is made of two samples needs to know all of them. */
    private Optional<Digest> pairing(PlanOutline.Step step, ShardList list, ShardPass.Over over) {
        if (!step.fitted()) {
            return Optional.empty();
        }
        Digest offers = over.all(ShardTask.Work.OFFER, Optional.empty());
        Digest pairing = Activities.whole(ServiceKind.SYNTHESIS).pair(request().plan(), step.index(), list.digest(), offers);
        over.all(ShardTask.Work.HAND_OVER, Optional.of(pairing));
        return Optional.of(pairing);
    }

    /** The signatures of the shards: at once, or by what is fitted to what was observed of them. */
    private Digest signatures(PlanOutline.Step step, ShardList list, Digest signed, RunProgress.Step told) {
        if (!step.fitted()) {
            return signed;
        }
        Digest fitted = Activities.whole(ServiceKind.DEDUP).fit(request().plan(), step.index(), signed);
        ShardTask task = new ShardTask(
                ShardTask.Work.PLACE,
                request().plan(),
                step.index(),
                request().input(),
                signed,
                0,
                Optional.of(fitted),
                Optional.empty(),
                Optional.empty());
        return pass.run(request().run(), task, list.count(), told);
    }

    private Digest cluster(PlanOutline.Step step, ShardList list, Digest signatures, RunProgress.Step told) {
        Digest planned = request().plan();
        RunActivities whole = Activities.whole(ServiceKind.DEDUP);
        if (Workflow.getVersion(PARTS, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return whole.cluster(planned, step.index(), list.digest(), signatures);
        }
        ShardList parts = Activities.single(ServiceKind.DEDUP).parts(planned, step.index(), signatures);
        if (parts.count() == 1) {
            return whole.cluster(planned, step.index(), list.digest(), signatures);
        }
        ShardTask task = new ShardTask(
                ShardTask.Work.BUCKET,
                planned,
                step.index(),
                request().input(),
                parts.digest(),
                0,
                Optional.empty(),
                Optional.of(signatures),
                Optional.empty());
        Digest pairs = pass.run(request().run(), task, parts.count(), told);
        return whole.clusterParts(planned, step.index(), list.digest(), signatures, pairs);
    }

    /** Between two steps the record says all that there is to know of the run. */
    private void startNewHistoryIfLong(PlanOutline plan) {
        if (Workflow.getInfo().getHistoryLength() > EVENTS_OF_HISTORY) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Workflow.continueAsNew(request().at(new CurationState(progress(), plan, window.state(), budget)));
        }
    }

    private void publish(PlanOutline.Step step) {
        step.publish().ifPresent(name -> {
            Map<Integer, Digest> views = new TreeMap<>();
            results.forEach((index, list) -> views.put(index, list.digest()));
            progress.published(Activities.whole(ServiceKind.PUBLISHING).publish(request(), name, step.index(), views));
        });
    }

    /** After everything is published: what an index has seen is in a data set. */
    private void addToIndex(PlanOutline.Step step) {
        if (step.indexed() && results.get(step.index()).count() > 0) {
            Activities.whole(ServiceKind.DEDUP).addToIndex(request(), step.index(), results.get(step.index()).digest());
        }
    }

    private void stop(RuntimeException cause) {
        boolean cancelled = CancellationScope.current().isCancelRequested()
                || cause instanceof CanceledFailure || cause.getCause() instanceof CanceledFailure;
        Workflow.newDetachedCancellationScope(() -> {
                    String message = cancelled
                            ? ErrorCode.CANCELLED + ": the run was cancelled; finished work is kept"
                            : WorkflowErrors.describe(cause);
                    finish(cancelled ? RunStatus.CANCELLED : RunStatus.FAILED, Optional.of(message));
                })
                .run();
    }

    private void finish(RunStatus reached, Optional<String> message) {
        status = reached;
        error = message;
        finished = Optional.of(Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString());
        index(reached);
        bookkeeping.record(progress());
        // Who asked for a change is answered before the run is gone.
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private void index(RunStatus reached) {
        if (request().searchable()) {
            Workflow.upsertTypedSearchAttributes(RunAttributes.STATE.valueSet(reached.name()));
        }
    }

    private CurationRequest request() {
        return progress.request();
    }
}
