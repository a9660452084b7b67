package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.DatasetRecord;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.score.ScoreCount;
import dev.tandem.workflows.ShardTask.Work;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CurationWorkflowTest {

    @Test
    void stepsRunInOrderAndResultsArePublishedAndReported() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.plan(0), 3)) {
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly(
                    "READ 0", "READ 1", "READ 2", "PASS 0", "PASS 1", "PASS 2", "SIGN 0", "SIGN 1", "SIGN 2", "cluster 2",
                    "SELECT 0", "SELECT 1", "SELECT 2", "CREATE 0", "CREATE 1", "CREATE 2", "publish documents", "publish pairs",
                    "report");
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.report()).contains("reports/run");
            assertThat(run.datasets()).extracting(DatasetRecord::name).containsExactly("documents", "pairs");
            assertThat(run.steps()).extracting(step -> step.counts()).containsExactly(
                    times(FakeServices.READ, 3), times(FakeServices.PASSED, 3),
                    times(FakeServices.SELECTED, 3), times(FakeServices.CREATED, 3));
            assertThat(run.steps()).allSatisfy(step -> {
                assertThat(step.done()).isEqualTo(3);
                assertThat(step.reused()).isEqualTo(1);
                assertThat(step.views()).isPresent();
            });
            assertThat(bench.services.records.getLast()).isEqualTo(run);
        }
    }

    @Test
    void duplicatesOfManySamplesAreLookedForInParts() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.plan(0), 2)) {
            bench.services.parts = 3;
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsSubsequence(
                    "SIGN 0", "SIGN 1", "BUCKET 0", "BUCKET 1", "BUCKET 2", "cluster parts 2", "SELECT 0", "SELECT 1");
            assertThat(bench.services.calls).doesNotContain("cluster 2");
            assertThat(run.steps().get(2).counts()).isEqualTo(times(FakeServices.SELECTED, 2));
        }
    }

    @Test
    void aSelectorThatJudgesByAllSamplesSeesAllShardsFirst() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.selection(), 3)) {
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly(
                    "READ 0", "READ 1", "READ 2", "SUMMARIZE 0", "SUMMARIZE 1", "SUMMARIZE 2", "merge 1",
                    "JUDGE 0", "JUDGE 1", "JUDGE 2", "publish best", "report");
            assertThat(run.steps()).extracting(step -> step.counts()).containsExactly(
                    times(FakeServices.READ, 3), times(FakeServices.JUDGED, 3));
        }
    }

    @Test
    void aSelectorThatTrainsDoesItOnceAndThenScoresAllShards() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.training(), 2)) {
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly(
                    "READ 0", "READ 1", "train 1 for " + WorkflowBench.request("run", 1).tenant(), "SCORE 0", "SCORE 1", "publish best",
                    "report");
            // Five for the training, and two for each shard.
            assertThat(run.steps().getLast().scores()).isEqualTo(Map.of("model", new ScoreCount(9, 2)));
        }
    }

    @Test
    void aCreatorOfPairsOffersPairsAndHandsOverBeforeItMakesItems() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.pairing(), 2)) {
            bench.services.counts.put(ShardTask.Work.CREATE, new Counts(10, 4, 4, 0, 0, 0, 10));
            RunRecord run = bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly(
                    "READ 0", "READ 1", "OFFER 0", "OFFER 1", "pair 1", "HAND_OVER 0", "HAND_OVER 1", "CREATE 0", "CREATE 1",
                    "publish pairs", "report");
            assertThat(run.steps().getLast().counts()).isEqualTo(times(new Counts(10, 4, 4, 0, 0, 0, 10), 2));
        }
    }

    @Test
    void aDeduplicatorThatLooksAtAllSamplesFirstSignsInTwoPasses() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.fitting(), 2)) {
            bench.services.parts = 2;
            bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly(
                    "READ 0", "READ 1", "PASS 0", "PASS 1", "SIGN 0", "SIGN 1", "fit 2", "PLACE 0", "PLACE 1", "BUCKET 0",
                    "BUCKET 1", "cluster parts 2", "SELECT 0", "SELECT 1", "publish documents", "report");
        }
    }

    @Test
    void aSelectorThatJudgesSamplesAloneNeedsOnePass() {
        PlanOutline plan = new PlanOutline(
                List.of(
                        WorkflowBench.step(0, StepKind.READ, Optional.empty()),
                        WorkflowBench.step(1, StepKind.SELECT, Optional.of("best"))),
                100,
                0);
        try (WorkflowBench bench = new WorkflowBench(plan, 2)) {
            bench.workflow("run").curate(WorkflowBench.request("run", 1));

            assertThat(bench.services.calls).containsExactly("READ 0", "READ 1", "JUDGE 0", "JUDGE 1", "publish best", "report");
        }
    }

    @Test
    void neverMoreShardsAreAtWorkThanTheWindowAllows() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), 40)) {
            bench.workflow("run").curate(WorkflowBench.request("run", 3));

            assertThat(bench.services.most.get()).isBetween(1, 3);
            assertThat(bench.services.calls).filteredOn(call -> call.startsWith("READ")).doesNotHaveDuplicates().hasSize(40);
        }
    }

    @Test
    void aShardWhoseCountsDoNotAddUpFailsTheRun() {
        assertStops(
                bench -> bench.counts.put(Work.PASS, new Counts(10, 0, 8, 1, 0, 0, 0)), ErrorCode.CONSERVATION_VIOLATED, "do not add up");
    }

    @Test
    void aStepThatTakesInLessThanWasLeftFailsTheRun() {
        assertStops(
                bench -> bench.counts.put(Work.PASS, new Counts(9, 0, 9, 0, 0, 0, 0)),
                ErrorCode.CONSERVATION_VIOLATED,
                "took in 27 samples, but the step before left 30");
    }

    @Test
    void moreFailedSamplesThanAllowedStopTheRun() {
        assertStops(
                bench -> bench.counts.put(Work.READ, new Counts(10, 0, 9, 0, 0, 1, 0)),
                ErrorCode.TOO_MANY_FAILED,
                "3 of 30 samples failed");
    }

    @Test
    void anInputWithoutSamplesStopsTheRun() {
        assertStops(bench -> bench.counts.put(Work.READ, Counts.NONE), ErrorCode.EMPTY_INPUT, "no samples");
    }

    @Test
    void errorsOfTheCallerAreNotTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        assertStops(
                services -> services.failures = task -> {
                    attempts.incrementAndGet();
                    return Optional.of(new TandemException(ErrorCode.UNREADABLE_INPUT, "not a zip"));
                },
                ErrorCode.UNREADABLE_INPUT,
                "not a zip");
        assertThat(attempts.get()).isEqualTo(1);
    }

    @Test
    void errorsOfWhatIsBesideAreTriedAgain() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), 1)) {
            AtomicInteger attempts = new AtomicInteger();
            bench.services.failures = task -> attempts.incrementAndGet() < 4
                    ? Optional.of(new TandemException(ErrorCode.STORE_UNAVAILABLE, "down"))
                    : Optional.empty();

            assertThat(bench.workflow("run").curate(WorkflowBench.request("run", 1)).status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(attempts.get()).isEqualTo(4);
        }
    }

    @Test
    void aModelServerThatNeverAnswersEndsTheRunWithTheReason() {
        AtomicInteger attempts = new AtomicInteger();
        assertStops(
                services -> services.failures = task -> {
                    boolean asksModel = task.work() == Work.PASS && task.index() == 1;
                    return asksModel && attempts.incrementAndGet() > 0
                            ? Optional.of(new TandemException(ErrorCode.MODEL_UNAVAILABLE, "triton:8001 failed with DEADLINE_EXCEEDED"))
                            : Optional.empty();
                },
                ErrorCode.MODEL_UNAVAILABLE,
                "triton:8001 failed with DEADLINE_EXCEEDED");
        assertThat(attempts.get()).isEqualTo(8);
    }

    @Test
    void aModelOtherThanItsContractEndsTheRunAtOnce() {
        AtomicInteger attempts = new AtomicInteger();
        assertStops(
                services -> services.failures = task -> {
                    attempts.incrementAndGet();
                    return Optional.of(new TandemException(ErrorCode.MODEL_CONTRACT, "EMBEDDING FP32 [-1, 5], expected [-1, 384]"));
                },
                ErrorCode.MODEL_CONTRACT,
                "expected [-1, 384]");
        assertThat(attempts.get()).isEqualTo(1);
    }

    @Test
    void aCancelledRunIsRecordedAsSuchAndStartsNothingMore() {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.plan(0), 4)) {
            Semaphore permits = new Semaphore(4);
            bench.services.permits = Optional.of(permits);
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 1));
            await().until(() -> bench.services.calls.contains("PASS 0"));

            WorkflowStub.fromTyped(workflow).cancel();
            await().until(() -> !bench.services.records.isEmpty());
            permits.release(100);
            assertThat(catchThrowable(() -> WorkflowStub.fromTyped(workflow).getResult(RunRecord.class)))
                    .isInstanceOf(WorkflowFailedException.class);
            RunRecord last = bench.services.records.getLast();
            assertThat(last.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(last.error()).hasValueSatisfying(error -> assertThat(error).startsWith("CANCELLED"));
            assertThat(last.steps().getFirst().counts()).isEqualTo(times(FakeServices.READ, 4));
            assertThat(bench.services.calls).doesNotContain("publish documents");
        }
    }

    private static void assertStops(java.util.function.Consumer<FakeServices> arrangement, ErrorCode code, String message) {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.plan(0.05), 3)) {
            arrangement.accept(bench.services);
            Throwable thrown = catchThrowable(() -> bench.workflow("run").curate(WorkflowBench.request("run", 1)));
            assertThat(thrown).isInstanceOf(WorkflowFailedException.class);
            RunRecord last = bench.services.records.getLast();
            assertThat(last.status()).isEqualTo(RunStatus.FAILED);
            assertThat(last.error()).hasValueSatisfying(error -> assertThat(error).startsWith(code + ": ").contains(message));
            assertThat(bench.services.calls).doesNotContain("publish documents");
        }
    }

    private static Counts times(Counts one, int shards) {
        Counts sum = Counts.NONE;
        for (int i = 0; i < shards; i++) {
            sum = sum.plus(one);
        }
        return sum;
    }
}
