package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.PlanChange;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.workflows.CurationChange.OtherPlan;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of a run on its way: what they do, what is noted of them, and what is refused. */
class CurationChangeTest {
    private static final Digest OLD = Digest.of("plan");
    private static final Digest NEW = Digest.of("changed plan");

    private final WorkflowBench bench = new WorkflowBench(WorkflowBench.plan(0), 6);
    private final Semaphore permits = new Semaphore(0);
    private final CurationWorkflow workflow = bench.workflow("run");

    /** The first stage is at work on two shards, and waits. */
    private void start() {
        bench.services.permits = Optional.of(permits);
        WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 2));
        await().until(() -> bench.services.calls.size() == 2);
    }

    private RunRecord result() {
        permits.release(1_000);
        return WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
    }

    @AfterEach
    void close() {
        permits.release(1_000);
        bench.close();
    }

    @Test
    void aPausedRunStartsNoFurtherShardAndGoesOnWhenResumed() {
        start();
        assertThat(workflow.pause("ann").status()).isEqualTo(RunStatus.PAUSED);
        permits.release(2);
        await().until(() -> workflow.progress().steps().getFirst().done() == 2);
        assertThat(bench.services.calls).hasSize(2);

        assertThat(workflow.resume("ben").status()).isEqualTo(RunStatus.RUNNING);
        RunRecord run = result();
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.changes()).extracting(RunChange::by, RunChange::setting, RunChange::before, RunChange::after)
                .containsExactly(
                        tuple("ann", "paused", "false", "true"),
                        tuple("ben", "paused", "true", "false"));
        assertThat(run.changes()).allSatisfy(change -> assertThat(change.at()).startsWith("20").endsWith("Z"));
        assertThat(bench.services.records.getLast()).isEqualTo(run);
    }

    @Test
    void pausingTwiceIsOneChange() {
        start();
        workflow.pause("ann");
        workflow.pause("ben");
        workflow.resume("ann");
        workflow.resume("ann");
        assertThat(result().changes()).hasSize(2);
    }

    @Test
    void concurrencyHoldsFromTheNextShardOn() {
        start();
        RunRecord changed = workflow.change(new CurationChange("ann", OptionalInt.of(5), Optional.empty()));
        assertThat(changed.changes()).extracting(RunChange::setting, RunChange::before, RunChange::after)
                .containsExactly(tuple("concurrency", "2", "5"));
        await().until(() -> bench.services.calls.size() == 5);

        workflow.change(new CurationChange("ann", OptionalInt.of(1), Optional.empty()));
        permits.release(5);
        await().until(() -> bench.services.calls.size() == 6);
        assertThat(bench.services.most.get()).isEqualTo(5);
        assertThat(result().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void parametersOfAStageAheadHoldOnceItStarts() {
        start();
        RunRecord changed = workflow.change(parameters(OLD, "stage-2"));
        assertThat(changed.plan()).isEqualTo(NEW);

        RunRecord run = result();
        assertThat(run.plan()).isEqualTo(NEW);
        assertThat(run.changes()).extracting(RunChange::setting, RunChange::before, RunChange::after).containsExactly(
                tuple("stage-2.operator-2.threshold", "1", "2"),
                tuple("plan", OLD.toString(), NEW.toString()));
        assertThat(bench.services.plans.get(0)).containsExactly(OLD);
        assertThat(bench.services.plans.get(1)).containsExactly(NEW);
        assertThat(bench.services.plans.get(2)).containsExactly(NEW);
        assertThat(bench.services.published).containsOnly(NEW);
    }

    @Test
    void parametersOfAStageThatHasStartedAreRefused() {
        start();
        assertRefused(parameters(OLD, "stage-0"),
                "'stage-0.operator-0.threshold'", "has started", "stage-1, stage-2, stage-3", "Submit the recipe");
    }

    @Test
    void whatDoesNotFitIsRefusedAndLeavesNoTrace() {
        start();
        for (int wrong : new int[] {0, -1, 10_001}) {
            assertRefused(new CurationChange("ann", OptionalInt.of(wrong), Optional.empty()),
                    "'concurrency' must be a number from 1 to 10000", "found " + wrong);
        }
        assertRefused(parameters(Digest.of("another plan"), "stage-3"), "was changed meanwhile", "Ask again");
        assertRefused(new CurationChange("ann", OptionalInt.empty(), Optional.empty()), "Nothing to change");
        RunRecord run = result();
        assertThat(run.changes()).isEmpty();
        assertThat(run.plan()).isEqualTo(OLD);
    }

    private static CurationChange parameters(Digest before, String stage) {
        PlanChange.Setting setting =
                new PlanChange.Setting(stage, stage.replace("stage", "operator"), "threshold", "1", "2");
        return new CurationChange("ann", OptionalInt.empty(), Optional.of(new OtherPlan(before, NEW, List.of(setting))));
    }

    private void assertRefused(CurationChange change, String... messages) {
        WorkflowUpdateException thrown = catchThrowableOfType(WorkflowUpdateException.class, () -> workflow.change(change));
        TandemException refusal = WorkflowErrors.exception(thrown);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal).hasMessageContainingAll(messages);
    }
}
