package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.inference.ServedModels;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Rounds;
import dev.tandem.core.rounds.RoundRecord;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.core.run.RunStore;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsWorkflowTest {
    static final String NAME = "recipe.rounds-20261128-040000.000-ab12";

    private static final FakeRounds UNDISTURBED = new FakeRounds(0.2, 0.3, 0.35);
    private static final RoundsRecord EXPECTED = run(UNDISTURBED, 2);

    static RoundsRequest request(int mostRounds) {
        Rounds settings = new Rounds("s", Optional.empty(), "i", "t", "m", Optional.of("set"), 4, 4, 5, 0.1, 10, 5, 1, 100,
                new Rounds.Stop(mostRounds, 0.01, 2, 0.05));
        CurationRequest stages = WorkflowBench.request("recipe-20261128-040000.000-ab12", 1);
        return new RoundsRequest(NAME, stages, settings, Digest.of("settings"), 0, 0, Optional.empty());
    }

    static RoundsWorkflow workflow(WorkflowBench bench) {
        return bench.client().newWorkflowStub(
                RoundsWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(NAME).setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
    }

    private static RoundsWorkflow workflow(WorkflowBench bench, String name) {
        return bench.client().newWorkflowStub(RoundsWorkflow.class, name);
    }

    private static RoundsRecord run(FakeRounds rounds, int mostRounds) {
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            return workflow(bench).develop(request(mostRounds));
        }
    }

    @Test
    void stagesThenThePoolThenRoundsAndNamesPointToTheBest() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35, 0.34);
        RoundsRecord record = run(rounds, 3);
        assertThat(rounds.calls).filteredOn(call -> !call.equals("record") && !call.startsWith("begin")).containsExactly(
                "pool", "round 0", "serve", "report", "round 1", "serve", "publish", "report", "run 1", "round 2", "serve", "publish",
                "report", "run 2", "round 3", "serve", "publish", "report", "run 3", "serve for good", "adopt", "report");
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.stopped()).contains("most_rounds is 3");
        assertThat(record.best()).isEqualTo(OptionalInt.of(2));
        assertThat(record.adopted()).isTrue();
        assertThat(record.rounds()).extracting(RoundRecord::number).containsExactly(0, 1, 2, 3);
        assertThat(record.rounds().get(2).run().orElseThrow()).matches("recipe\\.round-2-[0-9]{8}-[0-9]{6}\\.[0-9]{3}-ab12");
        assertThat(RunStore.NEWEST_FIRST.compare(record.rounds().get(2).run().get(), record.rounds().get(1).run().orElseThrow()))
                .isNegative();
        RoundRecord best = record.rounds().get(2);
        assertThat(rounds.names).isEqualTo(Map.of("m_image", best.result(), "set", best.dataset().orElseThrow().version()));
        assertThat(rounds.records.getLast()).isEqualTo(record);
        assertThat(rounds.servedTowers).containsExactly(best.result());
        assertThat(best.served()).extracting(ServedModels::meaning).containsExactly("loaded at triton:8001");
    }

    @Test
    void modelsThatNoServerTakesLeaveNamesWhereTheyAre() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3);
        rounds.deaths = call -> call.startsWith("serve")
                ? Optional.of(new TandemException(ErrorCode.MODEL_UNAVAILABLE, "could not be loaded at triton:8001: out of memory"))
                : Optional.empty();
        assertThat(catchThrowable(() -> run(rounds, 1))).isInstanceOf(WorkflowFailedException.class);
        RoundsRecord record = rounds.records.getLast();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().orElseThrow()).contains("MODEL_UNAVAILABLE", "out of memory");
        assertThat(record.adopted()).isFalse();
        assertThat(rounds.names).isEmpty();
        assertThat(record.rounds()).allSatisfy(round -> assertThat(round.served()).singleElement().satisfies(
                served -> assertThat(served.meaning()).contains("could not be loaded", "out of memory")));
        assertThat(rounds.calls).filteredOn(call -> call.startsWith("serve")).hasSizeGreaterThan(6);
    }

    @Test
    void aRecipeSaysWhichModelsAreServed() {
        assertThat(served(Rounds.Serve.NONE)).isEmpty();
        assertThat(served(Rounds.Serve.ALL)).hasSize(3);
        assertThat(served(Rounds.Serve.BEST)).hasSize(1);
    }

    private static Set<Digest> served(Rounds.Serve serve) {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        RoundsRequest usual = request(2);
        Rounds settings = new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 4, 5, 0.1, 10, 5, 1, 100,
                usual.settings().stop(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(serve));
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            workflow(bench).develop(new RoundsRequest(NAME, usual.stages(), settings, usual.document(), 0, 0, Optional.empty()));
        }
        return rounds.servedTowers;
    }

    @Test
    void otherModelsAreAskedOnceAndEveryRoundKnowsWhatTheySay() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        RoundsRequest usual = request(2);
        Rounds settings = new Rounds("s", Optional.empty(), "i", "t", "m", Optional.empty(), 4, 4, 5, 0.1, 10, 5, 1, 100,
                usual.settings().stop(), Optional.empty(),
                Optional.of(new Rounds.Other(Rounds.Mode.COOPERATIVE, "j", "u")), Optional.empty());
        RoundsRequest request = new RoundsRequest(
                NAME, usual.stages(), settings, usual.document(), usual.step(), usual.rejectsStep(), Optional.empty());
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsRecord record = workflow(bench).develop(request);
            assertThat(record.otherPool().orElseThrow().key()).isEqualTo(Digest.of("other pool"));
        }
        assertThat(rounds.calls).containsOnlyOnce("other pool");
        assertThat(rounds.made).filteredOn(made -> made.startsWith("round ")).hasSize(3)
                .allMatch(made -> made.endsWith(Digest.of("other pool").hex()));
    }

    @Test
    void namesStayWhereNoRoundIsAsGoodAsWhatTheRecipeLeft() {
        FakeRounds rounds = new FakeRounds(0.4, 0.3, 0.35);
        RoundsRecord record = run(rounds, 5);
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(record.stopped().orElseThrow()).contains("no gain");
        assertThat(record.adopted()).isFalse();
        assertThat(rounds.names).isEmpty();
        assertThat(rounds.servedTowers).isEmpty();
        assertThat(rounds.versions).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "round 0", "round 1", "publish", "run 1", "record", "report", "serve", "serve for good", "adopt"})
    void aWorkerThatIsKilledAfterAnyWorkMakesNothingTwiceAndTheSame(String killed) {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        Map<String, Integer> deaths = new ConcurrentHashMap<>();
        rounds.deaths = call -> call.equals(killed) && deaths.merge(call, 1, Integer::sum) <= 2
                ? Optional.of(FakeRounds.death())
                : Optional.empty();
        RoundsRecord record = run(rounds, 2);
        assertThat(deaths.get(killed)).isGreaterThanOrEqualTo(3);
        assertThat(rounds.made).isEqualTo(UNDISTURBED.made);
        assertThat(rounds.names).isEqualTo(UNDISTURBED.names);
        assertThat(digests(record)).isEqualTo(digests(EXPECTED));
    }

    private static Map<Integer, List<Object>> digests(RoundsRecord record) {
        Map<Integer, List<Object>> digests = new HashMap<>();
        record.rounds().forEach(round -> digests.put(round.number(), List.of(round.result(), round.towers(), round.dataset())));
        return digests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "round 0", "round 2"})
    void aTrainingThatFailsEndsTheRoundsAndChangesNoName(String failing) {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        rounds.deaths = call -> call.equals(failing)
                ? Optional.of(new TandemException(ErrorCode.TRAINING_DIVERGED, "the loss is not a finite number"))
                : Optional.empty();
        Throwable error = catchThrowable(() -> run(rounds, 3));
        assertThat(error).isInstanceOf(WorkflowFailedException.class);
        RoundsRecord record = rounds.records.getLast();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().orElseThrow()).startsWith("TRAINING_DIVERGED: the loss");
        assertThat(rounds.names).isEmpty();
        assertThat(rounds.calls).doesNotContain("adopt");
    }

    @Test
    void aRunOfTheStagesThatFailsEndsTheRoundsWithItsReason() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3);
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            bench.services.failures = task -> Optional.of(new TandemException(ErrorCode.UNREADABLE_INPUT, "not a zip"));
            assertThat(catchThrowable(() -> workflow(bench).develop(request(1)))).isInstanceOf(WorkflowFailedException.class);
        }
        assertThat(rounds.records.getLast().error().orElseThrow()).contains("UNREADABLE_INPUT: not a zip");
        assertThat(rounds.calls).doesNotContain("pool");
    }

    @Test
    void pausedRoundsFinishWhatIsAtWorkAndGoOnOnceTheyAreResumed() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        Semaphore permits = new Semaphore(1);
        rounds.permits = Optional.of(permits);
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsWorkflow workflow = workflow(bench);
            WorkflowClient.start(workflow::develop, request(2));
            await().until(() -> rounds.calls.contains("begin 1"));
            RoundsRecord paused = workflow(bench, NAME).pause("ada");
            assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
            assertThat(workflow(bench, NAME).pause("bob").changes()).hasSize(1);
            permits.release(10);
            // Round 1 is finished, and round 2 does not begin: not even in the history that starts anew.
            await().until(() -> rounds.records.getLast().rounds().size() == 2);
            bench.environment.sleep(Duration.ofMinutes(10));
            assertThat(rounds.calls).contains("run 1").doesNotContain("begin 2");
            assertThat(rounds.records.getLast().status()).isEqualTo(RunStatus.PAUSED);
            RoundsRecord resumed = workflow(bench, NAME).resume("ada");
            assertThat(resumed.status()).isEqualTo(RunStatus.RUNNING);
            RoundsRecord record = bench.client().newUntypedWorkflowStub(NAME).getResult(RoundsRecord.class);
            assertThat(digests(record)).isEqualTo(digests(EXPECTED));
            assertThat(record.changes()).extracting(change -> change.by() + " " + change.setting() + " " + change.after())
                    .containsExactly("ada paused true", "ada paused false");
        }
    }

    @Test
    void cancelledRoundsAreRecordedAsSuchAndShowHowFarTheyAre() {
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35);
        Semaphore permits = new Semaphore(1);
        rounds.permits = Optional.of(permits);
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsWorkflow workflow = workflow(bench);
            WorkflowClient.start(workflow::develop, request(2));
            await().until(() -> rounds.calls.contains("begin 1"));
            RoundsRecord shown = workflow(bench, NAME).rounds();
            assertThat(shown.phase()).isEqualTo("round 1");
            assertThat(shown.rounds()).hasSize(1);
            // By its name alone: the history that it began with has ended.
            WorkflowStub stub = bench.client().newUntypedWorkflowStub(NAME);
            stub.cancel();
            await().until(() -> rounds.records.getLast().status().finished());
            permits.release(10);
            assertThat(catchThrowable(() -> stub.getResult(RoundsRecord.class))).isInstanceOf(WorkflowFailedException.class);
        }
        RoundsRecord record = rounds.records.getLast();
        assertThat(record.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(record.error().orElseThrow()).startsWith("CANCELLED");
        assertThat(rounds.names).isEmpty();
    }
}
