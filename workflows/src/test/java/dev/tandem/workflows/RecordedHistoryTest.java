package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.model.Digest;
import dev.tandem.core.recipe.Review;
import dev.tandem.core.rounds.RoundsRecord;
import dev.tandem.core.run.RunRecord;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that were started by an earlier version of the workflow must go on under this one. The histories are those of real
 * runs; after a change that is versioned on purpose, add new ones with {@code -Dtandem.histories.update=true}, which keeps the
 * old.
 */
class RecordedHistoryTest {
    private static final Path FOLDER = Path.of("src/test/resources/histories");

    @ParameterizedTest
    @ValueSource(strings = {
        "all-steps", "child-ranges", "range", "dedup-parts", "selection", "fitting", "training", "pairing", "review", "rounds-start",
        "rounds-end", "rounds-people", "rounds-served",
        "experiment", "cell", "promotion"
    })
    void workflowsReplayTheHistoriesOfEarlierVersions(String name) throws Exception {
        try (TestWorkflowEnvironment environment = WorkflowBench.environment();
                InputStream json = getClass().getResourceAsStream("/histories/" + name + ".json")) {
            assertThat(json).as("histories/%s.json; make it with -Dtandem.histories.update=true", name).isNotNull();
            // On a busy machine the first step of a cold process takes longer than a second.
            Worker worker = environment.newWorker(
                    CurationWorkflow.TASK_QUEUE,
                    WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(TimeUnit.MINUTES.toMillis(1)).build());
            WorkflowBench.register(worker);
            WorkflowReplayer.replayWorkflowExecution(
                    WorkflowExecutionHistory.fromJson(new String(json.readAllBytes(), StandardCharsets.UTF_8)), worker);
        }
    }

    @Test
    void historiesAreRecordedOnRequest() throws IOException {
        if (Boolean.getBoolean("tandem.histories.update")) {
            record("all-steps", WorkflowBench.plan(0.05), 5, 1);
            record("child-ranges", WorkflowBench.readOnly(), ShardPass.SHARDS_OF_RUN + 1, 1);
            record("dedup-parts", WorkflowBench.plan(0.05), 2, 3);
            recordRange("range");
            record("selection", WorkflowBench.selection(), 3, 1);
            record("fitting", WorkflowBench.fitting(), 3, 2);
            record("training", WorkflowBench.training(), 3, 1);
            recordPairing("pairing");
            recordReview("review");
            recordRounds();
            recordPeople("rounds-people");
            recordServed("rounds-served");
            recordExperiment();
        }
        assertThat(FOLDER).isDirectoryContaining("glob:**.json");
    }

    private static void record(String name, PlanOutline plan, int shards, int parts) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(plan, shards)) {
            bench.services.parts = parts;
            bench.workflow(name).curate(WorkflowBench.request(name, 2));
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".json"), bench.client().fetchHistory(name).toJson(true));
        }
    }

    private static void recordPairing(String name) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.pairing(), 3)) {
            bench.services.counts.put(ShardTask.Work.CREATE, new Counts(10, 4, 4, 0, 0, 0, 10));
            bench.workflow(name).curate(WorkflowBench.request(name, 2));
            Files.writeString(FOLDER.resolve(name + ".json"), bench.client().fetchHistory(name).toJson(true));
        }
    }

    private static void recordReview(String name) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        Review review = new Review(10, OptionalLong.of(60), Review.OnTimeout.KEEP_WAITING, 0.9);
        try (WorkflowBench bench = new WorkflowBench(ReviewGateTest.plan(review), 2)) {
            bench.services.counts.put(ShardTask.Work.JUDGE, FakeServices.SELECTED);
            CurationWorkflow workflow = ReviewGateTest.awaitGate(bench, name);
            bench.environment.sleep(Duration.ofMinutes(2));
            workflow.review(ReviewGateTest.said(5, 5));
            WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
            Files.writeString(FOLDER.resolve(name + ".json"), bench.client().fetchHistory(name).toJson(true));
        }
    }

    /** What an earlier version wrote is kept: a run that it began must be able to end. */
    private static boolean isRecorded(String name) {
        return Files.exists(FOLDER.resolve(name + ".json"));
    }

    /** Of two rounds, the first history, with the stages, and the last, in which the best is adopted. */
    private static void recordRounds() throws IOException {
        if (isRecorded("rounds-start")) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), new FakeRounds(0.2, 0.3, 0.35))) {
            RoundsWorkflow workflow = RoundsWorkflowTest.workflow(bench);
            String start = WorkflowClient.start(workflow::develop, RoundsWorkflowTest.request(2)).getRunId();
            WorkflowStub stub = WorkflowStub.fromTyped(workflow);
            String name = stub.getExecution().getWorkflowId();
            stub.getResult(RoundsRecord.class);
            Files.writeString(FOLDER.resolve("rounds-start.json"), bench.client().fetchHistory(name, start).toJson(true));
            Files.writeString(FOLDER.resolve("rounds-end.json"), bench.client().fetchHistory(name).toJson(true));
        }
    }

    /** The last of two rounds whose models are brought to a model server. */
    private static void recordServed(String name) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), new FakeRounds(0.2, 0.3, 0.35))) {
            RoundsWorkflowTest.workflow(bench).develop(RoundsWorkflowTest.request(2));
            Files.writeString(FOLDER.resolve(name + ".json"), bench.client().fetchHistory(RoundsWorkflowTest.NAME).toJson(true));
        }
    }

    /** The history that waits for people behind the first round, after a pause. */
    private static void recordPeople(String name) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        FakeRounds rounds = new FakeRounds(0.2, 0.3, 0.35, 0.4, 0.45);
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), rounds)) {
            RoundsWorkflow workflow = PeopleGateTest.start(bench, PeopleGateTest.PATIENT);
            PeopleGateTest.awaitGate(rounds, 1);
            workflow.pause("ada");
            workflow.resume("ada");
            WorkflowStub stub = bench.client().newUntypedWorkflowStub(RoundsWorkflowTest.NAME);
            String run = stub.describe().getExecution().getRunId();
            workflow.review(PeopleGateTest.said(1, 18, 17));
            PeopleGateTest.awaitGate(rounds, 2);
            Files.writeString(
                    FOLDER.resolve(name + ".json"), bench.client().fetchHistory(RoundsWorkflowTest.NAME, run).toJson(true));
            stub.cancel();
        }
    }

    private static void recordExperiment() throws IOException {
        if (isRecorded("experiment")) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), new FakeExperiments())) {
            ExperimentRequest request =
                    ExperimentWorkflowTest.request("experiment", new Halving(2, 2, Halving.Measure.DATA), "a", "old", "z");
            ExperimentWorkflowTest.workflow(bench, "experiment").experiment(request);
            ExperimentWorkflowTest.promotion(bench).promote(ExperimentWorkflowTest.promotion());
            for (Map.Entry<String, String> history : Map.of(
                    "experiment", "experiment",
                    "cell", "experiment/1/docs/old/towers/2",
                    "promotion", ExperimentWorkflowTest.NAME + ".promotion").entrySet()) {
                Files.writeString(
                        FOLDER.resolve(history.getKey() + ".json"), bench.client().fetchHistory(history.getValue()).toJson(true));
            }
        }
    }

    private static void recordRange(String name) throws IOException {
        if (isRecorded(name)) {
            return;
        }
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), 5)) {
            ShardTask task = new ShardTask(
                    ShardTask.Work.SIGN, Digest.of("plan"), 0, Digest.of("input"), Digest.of("list"), 0, Optional.empty(),
                    Optional.empty(), Optional.empty());
            bench.client()
                    .newWorkflowStub(
                            ShardRangeWorkflow.class,
                            WorkflowOptions.newBuilder().setWorkflowId(name).setTaskQueue(CurationWorkflow.TASK_QUEUE).build())
                    .process(ShardRange.all(task, 5, new WindowState(0, false, 2)));
            Files.writeString(FOLDER.resolve(name + ".json"), bench.client().fetchHistory(name).toJson(true));
        }
    }
}
