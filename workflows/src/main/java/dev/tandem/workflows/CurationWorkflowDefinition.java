package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plan, then step after step over shards, then publish, then report. */
public final class CurationWorkflowDefinition implements CurationWorkflow {
    /** Shards of one history: three events for each stay far below what a workflow server allows. */
    private static final int RANGE_SHARDS = 2_000;

    private final RunActivities run = Activities.run();
    private final ShardWindow window = new ShardWindow();
    private final Map<Integer, ShardList> results = new TreeMap<>();
    private Optional<ShardRangeWorkflow> child = Optional.empty();
    private RunStatus status = RunStatus.RUNNING;
    private Optional<String> finished = Optional.empty();
    private Optional<String> error = Optional.empty();
    private RunProgress progress;
    private CurationRequest request;
    private PlanOutline plan;

    @Override
    public RunRecord curate(CurationRequest submitted) {
        request = submitted;
        progress = new RunProgress(submitted, Workflow.currentTimeMillis());
        try {
            plan = run.outline(request.plan());
            progress.plan(plan);
            plan.steps().forEach(this::runStep);
            plan.steps().forEach(this::publish);
            // The report is made from the record; a run is completed only once its report stands.
            run.record(progress());
            progress.reported(run.report(request.run()));
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
        RunStatus shown = status == RunStatus.RUNNING && window.paused() ? RunStatus.PAUSED : status;
        return progress.record(shown, finished, error);
    }

    @Override
    public void pause() {
        window.pause();
        child.ifPresent(ShardRangeWorkflow::pauseRange);
    }

    @Override
    public void resume() {
        window.resume();
        child.ifPresent(ShardRangeWorkflow::resumeRange);
    }

    private void runStep(PlanOutline.Step step) {
        ShardList list = step.input().isPresent()
                ? results.get(step.input().getAsInt())
                : run.split(request.plan(), request.input());
        progress.step(step.index()).start(list.count(), Workflow.currentTimeMillis());
        Digest keys = switch (step.kind()) {
            case READ -> over(ShardTask.Work.READ, step, list, Optional.empty(), true);
            case PASS -> over(ShardTask.Work.PASS, step, list, Optional.empty(), true);
            case CREATE -> over(ShardTask.Work.CREATE, step, list, Optional.empty(), true);
            case DEDUPLICATE -> {
                Digest signatures = over(ShardTask.Work.SIGN, step, list, Optional.empty(), false);
                Digest clusters = run.cluster(request.plan(), step.index(), list.digest(), signatures);
                yield over(ShardTask.Work.SELECT, step, list, Optional.of(clusters), true);
            }
        };
        results.put(step.index(), new ShardList(keys, list.count()));
        Optional<Long> expected = step.input().isPresent()
                ? Optional.of(progress.step(step.input().getAsInt()).counts().kept())
                : Optional.empty();
        progress.step(step.index()).finish(keys, expected, plan.maxFailedRatio(), Workflow.currentTimeMillis());
    }

    /** Does the same work on every shard of a list, and returns the digest of the list of results. */
    private Digest over(
            ShardTask.Work work, PlanOutline.Step step, ShardList list, Optional<Digest> clusters, boolean counted) {
        RunProgress.Step told = progress.step(step.index());
        ShardTask task = new ShardTask(work, request.plan(), step.index(), request.input(), list.digest(), 0, clusters);
        if (list.count() <= RANGE_SHARDS) {
            return window.process(new ShardRange(task, 0, list.count(), request.parallelism()), outcome -> {
                if (counted) {
                    told.finished(outcome, Workflow.currentTimeMillis());
                }
            }).keys();
        }
        List<Digest> ranges = new ArrayList<>();
        for (int from = 0; from < list.count(); from += RANGE_SHARDS) {
            Workflow.await(() -> !window.paused());
            int to = Math.min(from + RANGE_SHARDS, list.count());
            ShardRangeWorkflow range = Workflow.newChildWorkflowStub(
                    ShardRangeWorkflow.class,
                    ChildWorkflowOptions.newBuilder()
                            .setWorkflowId(request.run() + "/" + step.index() + "-" + work + "/" + from)
                            .build());
            child = Optional.of(range);
            ShardRange.Result result = range.process(new ShardRange(task, from, to, request.parallelism()));
            child = Optional.empty();
            ranges.add(result.keys());
            if (counted) {
                told.finished(result, Workflow.currentTimeMillis());
            }
        }
        return run.join(ranges);
    }

    private void publish(PlanOutline.Step step) {
        step.publish().ifPresent(name -> {
            Map<Integer, Digest> views = new TreeMap<>();
            results.forEach((index, list) -> views.put(index, list.digest()));
            progress.published(run.publish(request, name, step.index(), views));
        });
    }

    private void stop(RuntimeException cause) {
        boolean cancelled = CancellationScope.current().isCancelRequested()
                || cause instanceof CanceledFailure || cause.getCause() instanceof CanceledFailure;
        Workflow.newDetachedCancellationScope(() -> {
                    String message = cancelled
                            ? ErrorCode.CANCELLED + ": the run was cancelled; finished work is kept"
                            : describe(cause);
                    finish(cancelled ? RunStatus.CANCELLED : RunStatus.FAILED, Optional.of(message));
                })
                .run();
    }

    private void finish(RunStatus reached, Optional<String> message) {
        status = reached;
        error = message;
        finished = Optional.of(Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString());
        run.record(progress());
    }

    /** Code and message of the innermost error that has a code. */
    private static String describe(Throwable cause) {
        for (Throwable current = cause; current != null; current = current.getCause()) {
            if (current instanceof ApplicationFailure failure) {
                return failure.getType() + ": " + failure.getOriginalMessage();
            }
        }
        return ErrorCode.INTERNAL + ": " + cause.getMessage();
    }
}
