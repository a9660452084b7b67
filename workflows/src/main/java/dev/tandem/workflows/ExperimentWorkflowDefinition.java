package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.experiment.CellSpec;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowSemaphore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Every recipe on every pool as a run of its own, then the pools of pairs, then rung by rung each variant with each seed as a child
 * workflow. What was curated or trained before is found by its key: a second execution makes nothing again.
 */
public final class ExperimentWorkflowDefinition implements ExperimentWorkflow {
    /** Runs have shards in parallel already. */
    private static final int RUNS_AT_ONCE = 2;

    /** Trainings wait for a free place of a worker; more would only wait elsewhere. */
    private static final int CELLS_AT_ONCE = 16;

    private final ExperimentRequest request;
    private final Experiment experiment;
    private final ExperimentProgress progress;
    private final ExperimentActivities bookkeeping = Activities.experimentBookkeeping();

    @WorkflowInit
    public ExperimentWorkflowDefinition(ExperimentRequest request) {
        this.request = request;
        this.experiment = request.experiment();
        this.progress = new ExperimentProgress(request, Workflow.currentTimeMillis());
    }

    @Override
    public ExperimentRecord experiment(ExperimentRequest submitted) {
        try {
            tell("curating");
            each(request.runs().keySet(), RUNS_AT_ONCE, this::curate);
            tell("training");
            SortedSet<Variant> alive = progress.trainable();
            Halving halving = experiment.halving();
            for (int rung = 0; rung < halving.rungs() && !alive.isEmpty(); rung++) {
                train(rung, alive);
                alive = progress.survivors(rung);
                tell("training, rung " + (rung + 1) + " of " + halving.rungs() + " is done");
            }
            if (progress.survivors(halving.rungs() - 1).isEmpty()) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "No variant came to the end with a result for every seed" + progress.firstProblem(),
                        ErrorCode.TRAINER_FAILED.name());
            }
            finish(RunStatus.COMPLETED, Optional.empty());
            return progress.record();
        } catch (TemporalFailure e) {
            stop(e);
            throw e;
        }
    }

    @Override
    public ExperimentRecord record() {
        return progress.record();
    }

    private void curate(String run) {
        ExperimentRequest.Curated curated = request.runs().get(run);
        CurationRequest curation = curated.request();
        ChildWorkflowOptions.Builder options = ChildWorkflowOptions.newBuilder().setWorkflowId(curation.run());
        if (curation.searchable()) {
            RunStore.submitted(curation.run()).ifPresent(submitted -> options.setTypedSearchAttributes(
                    RunAttributes.of(curation.tenant(), curation.recipe(), submitted)));
        }
        try {
            Workflow.newChildWorkflowStub(CurationWorkflow.class, options.build()).curate(curation);
            progress.prepared(run, Activities.cells().prepareVariant(curated, experiment));
        } catch (TemporalFailure e) {
            if (isCancelled(e)) {
                throw e;
            }
            progress.failed(run, WorkflowErrors.describe(e));
        }
    }

    private void train(int rung, SortedSet<Variant> variants) {
        List<CellSpec> specs = new ArrayList<>();
        for (Variant variant : variants) {
            for (long seed : experiment.seeds()) {
                specs.add(new CellSpec(
                        variant,
                        rung,
                        seed,
                        progress.pool(variant).orElseThrow(),
                        progress.reference(variant).orElseThrow(),
                        experiment.trainers().get(variant.trainer()),
                        experiment.halving().share(rung),
                        experiment.halving().by(),
                        experiment.evaluation(),
                        experiment.promote().flatMap(Experiment.Promotion::model).orElse("candidate")));
            }
        }
        each(specs, CELLS_AT_ONCE, spec -> progress.add(Workflow.newChildWorkflowStub(
                        CellWorkflow.class,
                        ChildWorkflowOptions.newBuilder()
                                .setWorkflowId(request.name() + "/" + rung + "/" + spec.variant() + "/" + spec.seed())
                                .build())
                .train(spec)));
    }

    private <T> void each(Collection<T> items, int atOnce, Consumer<T> work) {
        WorkflowSemaphore free = Workflow.newWorkflowSemaphore(atOnce);
        List<Promise<Void>> under = new ArrayList<>();
        for (T item : items) {
            free.acquire();
            under.add(Async.procedure(() -> {
                try {
                    work.accept(item);
                } finally {
                    free.release();
                }
            }));
        }
        Promise.allOf(under).get();
    }

    private void tell(String phase) {
        progress.phase(phase);
        bookkeeping.recordExperiment(progress.record());
    }

    private static boolean isCancelled(Throwable cause) {
        return CancellationScope.current().isCancelRequested() || cause instanceof CanceledFailure
                || cause.getCause() instanceof CanceledFailure;
    }

    private void stop(RuntimeException cause) {
        boolean cancelled = isCancelled(cause);
        String message = cancelled
                ? ErrorCode.CANCELLED + ": the experiment was cancelled; finished work is kept"
                : WorkflowErrors.describe(cause);
        Workflow.newDetachedCancellationScope(
                        () -> finish(cancelled ? RunStatus.CANCELLED : RunStatus.FAILED, Optional.of(message)))
                .run();
    }

    private void finish(RunStatus reached, Optional<String> message) {
        progress.finish(reached, message, Workflow.currentTimeMillis());
        bookkeeping.recordExperiment(progress.record());
    }
}
