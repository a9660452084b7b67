package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Budget;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.workflows.CurationChange.OtherBudget;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A budget of models that a run reaches: each shard of {@link FakeServices} gives a model two rows. */
class BudgetTest {

    private static PlanOutline plan(Budget budget) {
        return new PlanOutline(
                List.of(
                        WorkflowBench.step(0, StepKind.READ, Optional.empty()),
                        WorkflowBench.step(1, StepKind.PASS, Optional.of("kept"))),
                100, 1, Optional.of(budget));
    }

    private static Budget calls(long limit) {
        return new Budget(OptionalLong.of(limit), OptionalDouble.empty(), Map.of());
    }

    private static CurationChange raised(OptionalLong calls, OptionalDouble cost) {
        return new CurationChange("ann", OptionalInt.empty(), Optional.empty(), Optional.of(new OtherBudget(calls, cost)));
    }

    private static RunRecord awaitHeld(CurationWorkflow workflow) {
        await().until(() -> workflow.progress().status() == RunStatus.PAUSED);
        return workflow.progress();
    }

    @Test
    void aRunWaitsWhereItsBudgetIsReachedAndGoesOnWhenItIsRaised() {
        try (WorkflowBench bench = new WorkflowBench(plan(calls(6)), 10)) {
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 1));

            RunRecord held = awaitHeld(workflow);
            assertThat(held.steps().getFirst().done()).isEqualTo(3);
            assertThat(bench.services.calls).hasSize(3);
            assertThat(held.waiting()).singleElement().asString().contains("models were given 6 rows of 6", "--budget inference_calls=N");
            assertThat(catchThrowableOfType(WorkflowUpdateException.class, () -> workflow.resume("ben")).getCause())
                    .hasMessageContaining("The budget is reached");

            workflow.change(raised(OptionalLong.of(24), OptionalDouble.empty()));
            await().until(() -> workflow.progress().status() == RunStatus.PAUSED && bench.services.calls.size() == 12);
            assertThat(workflow.progress().steps()).extracting(step -> step.done()).containsExactly(10, 2);
            assertThat(workflow.change(raised(OptionalLong.of(1_000), OptionalDouble.empty())).waiting()).isEmpty();

            RunRecord run = WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.changes()).extracting(RunChange::by, RunChange::setting, RunChange::after).containsExactly(
                    tuple("budget", "paused", "true"),
                    tuple("ann", "inference_calls", "24"),
                    tuple("ann", "paused", "false"),
                    tuple("budget", "paused", "true"),
                    tuple("ann", "inference_calls", "1000"),
                    tuple("ann", "paused", "false"));
        }
    }

    /** What fails and is tried again counts once. */
    @Test
    void retriesAreNotCounted() {
        try (WorkflowBench bench = new WorkflowBench(plan(calls(39)), 10)) {
            Set<String> failed = ConcurrentHashMap.newKeySet();
            bench.services.failures = task -> failed.add(task.step() + "/" + task.index() % 5)
                    ? Optional.of(new TandemException(ErrorCode.STORE_UNAVAILABLE, "gone"))
                    : Optional.empty();
            CurationWorkflow workflow = bench.workflow("run");
            RunRecord run = workflow.curate(WorkflowBench.request("run", 4));
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(bench.services.calls).hasSizeGreaterThan(20 + 2);
            assertThat(run.steps()).allSatisfy(step -> assertThat(step.scores().get("model").asked()).isEqualTo(20));
            assertThat(run.changes()).isEmpty();
        }
    }

    /** After the last shard there is nothing to hold up. */
    @Test
    void aBudgetThatIsJustEnoughHoldsNothingUp() {
        try (WorkflowBench bench = new WorkflowBench(plan(calls(20)), 5)) {
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.changes()).isEmpty();
        }
    }

    @Test
    void costsAreHeldAgainstTheirLimitInRangesAsWell() {
        Budget budget = new Budget(OptionalLong.empty(), OptionalDouble.of(3), Map.of("model", 0.5));
        PlanOutline plan = new PlanOutline(WorkflowBench.readOnly().steps(), 100, 0, Optional.of(budget));
        try (WorkflowBench bench = new WorkflowBench(plan, ShardPass.SHARDS_OF_RUN + 1)) {
            Semaphore permits = new Semaphore(10);
            bench.services.permits = Optional.of(permits);
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 1));

            RunRecord held = awaitHeld(workflow);
            permits.release(1_000);
            assertThat(held.waiting()).singleElement().asString().contains("of 3.00", "--budget cost=X");
            assertThat(held.steps().getFirst().done()).isBetween(3, 10);
            workflow.change(raised(OptionalLong.empty(), OptionalDouble.of(1e6)));
            assertThat(WorkflowStub.fromTyped(workflow).getResult(RunRecord.class).status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void whatIsNoBudgetIsRefused() {
        try (WorkflowBench bench = new WorkflowBench(plan(calls(2)), 3)) {
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 1));
            awaitHeld(workflow);
            assertRefused(workflow, raised(OptionalLong.of(-1), OptionalDouble.empty()), "'inference_calls' must be a number from 0");
            assertRefused(workflow, raised(OptionalLong.empty(), OptionalDouble.of(5)), "needs prices");
            assertRefused(workflow, raised(OptionalLong.empty(), OptionalDouble.of(-1)), "'cost' must be a number");
        }
    }

    private static void assertRefused(CurationWorkflow workflow, CurationChange change, String message) {
        assertThat(catchThrowableOfType(WorkflowUpdateException.class, () -> workflow.change(change)).getCause())
                .hasMessageContaining(message);
    }
}
