package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.plan.StepKind;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.recipe.Review.OnTimeout;
import dev.tandem.core.run.ReviewRecord;
import dev.tandem.core.run.ReviewRecord.State;
import dev.tandem.core.run.RunChange;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that waits for people behind its second step, before the third. */
class ReviewGateTest {
    static final Review ASKED = new Review(10, OptionalLong.empty(), OnTimeout.STOP, 0.9);
    private static final long TWO_DAYS = Duration.ofDays(2).toSeconds();

    static PlanOutline plan(Review review) {
        return new PlanOutline(
                List.of(
                        WorkflowBench.step(0, StepKind.READ, Optional.empty()),
                        new PlanOutline.Step(
                                1, "stage-1", StepKind.PASS, List.of("operator-1"), OptionalInt.of(0), Optional.empty(), false, false,
                                Optional.of(review)),
                        WorkflowBench.step(2, StepKind.SELECT, Optional.of("kept"))),
                100, 1);
    }

    static CurationReview said(int keptGood, int leftBad) {
        return new CurationReview("ann", 1, "labels@1", 5, keptGood, 5, leftBad);
    }

    static CurationWorkflow awaitGate(WorkflowBench bench, String run) {
        CurationWorkflow workflow = bench.workflow(run);
        WorkflowClient.start(workflow::curate, WorkflowBench.request(run, 2));
        await().until(() -> workflow.progress().status() == RunStatus.IN_REVIEW);
        return workflow;
    }

    @Test
    void aRunHaltsAtItsGateAndGoesOnWhenPeopleAgree() {
        try (WorkflowBench bench = new WorkflowBench(plan(ASKED), 3)) {
            bench.services.counts.put(ShardTask.Work.JUDGE, FakeServices.SELECTED);
            CurationWorkflow workflow = awaitGate(bench, "run");

            RunRecord halted = workflow.progress();
            assertThat(halted.waiting()).singleElement().asString()
                    .contains("'stage-1' waits for people to look at 10 samples", "labels export run", "review run --labels FILE");
            assertThat(halted.reviews()).extracting(ReviewRecord::stage, ReviewRecord::state)
                    .containsExactly(tuple("stage-1", State.WAITING));
            assertThat(bench.services.calls).noneMatch(call -> call.startsWith("JUDGE"));
            assertThat(bench.services.records).last().returns(RunStatus.IN_REVIEW, RunRecord::status);

            assertRefused(workflow, new CurationReview("ann", 0, "labels@1", 5, 5, 5, 5), "waits for the review of the stage 'stage-1'");
            assertRefused(workflow, said(6, 5), "do not fit a sample of 10");
            assertRefused(workflow, new CurationReview("ann", 1, "labels@1", 9, 9, 2, 2), "do not fit a sample of 10");
            assertThat(workflow.review(said(5, 4)).reviews().getFirst().state()).isEqualTo(State.AGREED);

            RunRecord run = WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.reviews().getFirst().answer().orElseThrow().agreement()).isEqualTo(0.9);
            assertThat(run.changes()).extracting(RunChange::by, RunChange::setting, RunChange::after)
                    .containsExactly(tuple("ann", "review.stage-1", "agreed"));
        }
    }

    @Test
    void aRunFailsWherePeopleDisagree() {
        try (WorkflowBench bench = new WorkflowBench(plan(ASKED), 3)) {
            CurationWorkflow workflow = awaitGate(bench, "run");
            workflow.review(said(4, 4));
            assertFails(bench, workflow, "REVIEW_DISAGREED: People judged 0.800 of the sample");
            assertThat(bench.services.calls).noneMatch(call -> call.startsWith("JUDGE") || call.startsWith("publish"));
        }
    }

    private static void assertFails(WorkflowBench bench, CurationWorkflow workflow, String error) {
        catchThrowableOfType(WorkflowFailedException.class, () -> WorkflowStub.fromTyped(workflow).getResult(RunRecord.class));
        RunRecord run = bench.services.records.getLast();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.error().orElseThrow()).startsWith(error);
    }

    private static void assertRefused(CurationWorkflow workflow, CurationReview review, String message) {
        assertThat(catchThrowableOfType(WorkflowUpdateException.class, () -> workflow.review(review)).getCause())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(OnTimeout.class)
    void theRecipeSaysWhatBecomesOfARunThatNobodyAnswers(OnTimeout policy) {
        try (WorkflowBench bench = new WorkflowBench(plan(new Review(10, OptionalLong.of(TWO_DAYS), policy, 0.9)), 3)) {
            bench.services.counts.put(ShardTask.Work.JUDGE, FakeServices.SELECTED);
            CurationWorkflow workflow = awaitGate(bench, "run");
            bench.environment.sleep(Duration.ofDays(3));
            switch (policy) {
                case ACCEPT -> {
                    RunRecord run = WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
                    assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
                    assertThat(run.reviews().getFirst().state()).isEqualTo(State.TIMED_OUT);
                    assertThat(run.changes()).extracting(RunChange::by).containsExactly(RunChange.BY_TIMEOUT);
                }
                case STOP -> assertFails(bench, workflow, "REVIEW_TIMED_OUT: Nobody reviewed the stage 'stage-1'");
                case KEEP_WAITING -> {
                    assertThat(workflow.progress().waiting()).singleElement().asString().contains("overdue since");
                    workflow.review(said(5, 5));
                    assertThat(WorkflowStub.fromTyped(workflow).getResult(RunRecord.class).status()).isEqualTo(RunStatus.COMPLETED);
                }
            }
        }
    }

    @Test
    void aRunThatWaitsForPeopleCanBeCancelled() {
        try (WorkflowBench bench = new WorkflowBench(plan(ASKED), 3)) {
            CurationWorkflow workflow = awaitGate(bench, "run");
            WorkflowStub.fromTyped(workflow).cancel();
            catchThrowableOfType(WorkflowFailedException.class, () -> WorkflowStub.fromTyped(workflow).getResult(RunRecord.class));
            assertThat(bench.services.records.getLast().status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void aRunWithoutAGateTakesNoReview() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), 3)) {
            bench.services.permits = Optional.of(new Semaphore(0));
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 1));
            assertRefused(workflow, said(5, 5), "waits for no review now");
            bench.services.permits.get().release(10);
            WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
        }
    }
}
