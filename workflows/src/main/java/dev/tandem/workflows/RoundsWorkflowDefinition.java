package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.rounds.StopRules;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import dev.tandem.core.store.ObjectKey;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's stages as a run of their own, the pool, then round after round, each in a history of its own. Names point to what a round
 * made only at the end, and only where that is no worse than what the recipe left: whatever fails before changes nothing that others use.
 */
public final class RoundsWorkflowDefinition implements RoundsWorkflow {
    private final RoundsRequest request;
    private final RoundsProgress progress;
    private final PeopleGate people;
    private final RoundsActivities training = Activities.rounds(ServiceKind.TRAINING);
    private final RoundsActivities publishing = Activities.rounds(ServiceKind.PUBLISHING);
    private final TowerServing serving;
    private final RoundsActivities bookkeeping = Activities.roundsBookkeeping();
    /** Records of the rounds' way and of updates are written one after another, each with all that was said before. */
    private final WorkflowLock writing = Workflow.newWorkflowLock();

    @WorkflowInit
    public RoundsWorkflowDefinition(RoundsRequest request) {
        this.request = request;
        this.progress = new RoundsProgress(request, Workflow.currentTimeMillis());
        this.people = new PeopleGate(progress, this::record);
        this.serving = new TowerServing(request.settings().serve(), training);
    }

    @Override
    public RoundsRecord develop(RoundsRequest submitted) {
        try {
            if (progress.pool().isEmpty()) {
                prepare();
            }
            Optional<String> stop = StopRules.stop(progress.numbers(), request.settings().stop());
            if (stop.isEmpty()) {
                goOn();
                ask();
                goOn();
                round(progress.next());
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.continueAsNew(request.at(progress.record()));
            }
            progress.stopped(stop.orElseThrow());
            goOn();
            adopt();
            finish(RunStatus.COMPLETED, Optional.empty());
            Workflow.await(Workflow::isEveryHandlerFinished);
            return progress.record();
        } catch (TemporalFailure e) {
            stop(e);
            throw e;
        }
    }

    @Override
    public RoundsRecord rounds() {
        return progress.record();
    }

    @Override
    public RoundsRecord pause(String by) {
        return setPaused(by, true);
    }

    @Override
    public void checkPause(String by) {
        progress.checkNotFinished();
    }

    @Override
    public RoundsRecord resume(String by) {
        return setPaused(by, false);
    }

    @Override
    public void checkResume(String by) {
        progress.checkNotFinished();
    }

    @Override
    public RoundsRecord review(RoundsAnswer answer) {
        people.answer(answer, request.settings().people().orElseThrow());
        return progress.record();
    }

    @Override
    public void checkReview(RoundsAnswer answer) {
        progress.checkNotFinished();
        people.check(answer);
    }

    private void ask() {
        if (progress.next() > 0) {
            request.settings().people().ifPresent(asked -> people.ask(asked, progress.round(progress.next() - 1)));
        }
    }

    private RoundsRecord setPaused(String by, boolean paused) {
        if (progress.setPaused(by, paused, Workflow.currentTimeMillis())) {
            record();
        }
        return progress.record();
    }

    /** Waits while the rounds are paused. Where nobody paused them, nothing of it stands in a history. */
    private void goOn() {
        Workflow.await(() -> !progress.isPaused());
    }

    private void record() {
        writing.lock();
        try {
            bookkeeping.recordRounds(progress.record());
        } finally {
            writing.unlock();
        }
    }

    private void prepare() {
        tell("stages of the recipe");
        ChildWorkflowOptions.Builder options =
                ChildWorkflowOptions.newBuilder().setWorkflowId(request.stages().run());
        if (request.stages().searchable()) {
            RunStore.submitted(request.stages().run()).ifPresent(submitted -> options.setTypedSearchAttributes(
                    RunAttributes.of(request.stages().tenant(), request.stages().recipe(), submitted)));
        }
        Workflow.newChildWorkflowStub(CurationWorkflow.class, options.build()).curate(request.stages());
        goOn();
        tell("asking base models about the pairs");
        progress.prepared(training.preparePool(request));
        if (request.settings().other().isPresent()) {
            tell("asking the other models about the pairs");
            progress.preparedOther(training.prepareOtherPool(request));
        }
    }

    private void round(int number) {
        tell(number == 0 ? "training on what the recipe left" : "round " + number);
        long start = Workflow.currentTimeMillis();
        Digest pool = progress.pool().orElseThrow().key();
        TrainedRound trained = training.trainRound(
                request.at(progress.record()), pool, number, progress.result(number - 1),
                number == 0 ? Optional.empty() : progress.result(0));
        List<ServedModels> served = serving.trained(trained, progress.best().map(RoundRecord::result));
        Optional<DatasetRecord> dataset = Optional.empty();
        Optional<String> run = Optional.empty();
        if (number > 0) {
            if (request.settings().publish().isPresent()) {
                dataset = Optional.of(publishing.publishRound(request, trained.result(), progress.version(number - 1)));
            }
            run = Optional.of(request.runOfRound(number, Instant.ofEpochMilli(start)));
        }
        long end = Workflow.currentTimeMillis();
        progress.add(new RoundRecord(
                number, trained.result(), trained.numbers(), trained.towers(), dataset, run,
                run.map(name -> ObjectKey.report(name).path()), trained.reused(), end - start, served));
        record();
        publishing.reportRounds(request.name(), run);
        if (run.isPresent()) {
            bookkeeping.recordRound(
                    request, run.get(), trained.result(), dataset, RoundsProgress.time(start), RoundsProgress.time(end));
        }
    }

    /** Retried as often as need be: to let a name point to the same once more changes nothing. */
    private void adopt() {
        Optional<RoundRecord> best = progress.best();
        if (best.isEmpty()) {
            return;
        }
        RoundRecord round = best.get();
        if (StopRules.mayBeAdopted(progress.numbers(), round.number())) {
            serving.beforeAdoption(round.result(), round.towers());
            publishing.adoptRound(request, round.result(), progress.version(round.number() - 1));
            progress.adopted();
        } else {
            serving.without(round.towers());
        }
    }

    private void tell(String phase) {
        progress.phase(phase);
        record();
    }

    private void stop(RuntimeException cause) {
        boolean cancelled = CancellationScope.current().isCancelRequested()
                || cause instanceof CanceledFailure || cause.getCause() instanceof CanceledFailure;
        String message = cancelled
                ? ErrorCode.CANCELLED + ": the rounds were cancelled; finished work is kept"
                : WorkflowErrors.describe(cause);
        Workflow.newDetachedCancellationScope(
                        () -> finish(cancelled ? RunStatus.CANCELLED : RunStatus.FAILED, Optional.of(message)))
                .run();
    }

    private void finish(RunStatus reached, Optional<String> message) {
        progress.finish(reached, message, Workflow.currentTimeMillis());
        record();
        if (progress.next() > 0) {
            publishing.reportRounds(request.name(), Optional.empty());
        }
    }
}
