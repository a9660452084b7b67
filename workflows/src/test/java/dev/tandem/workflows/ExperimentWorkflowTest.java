package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.experiment.CellOutcome;
import dev.tandem.core.experiment.Experiment;
import dev.tandem.core.experiment.ExperimentRecord;
import dev.tandem.core.experiment.Halving;
import dev.tandem.core.experiment.PromotionRule;
import dev.tandem.core.experiment.Variant;
import dev.tandem.core.model.Digest;
import dev.tandem.core.run.RunStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class ExperimentWorkflowTest {
    static final String NAME = "e-20261128-040000.000-ab12";
    private static final Variant OLD = new Variant("docs", "old", "towers");

    private final FakeExperiments training = new FakeExperiments();

    static ExperimentRequest request(String name, Halving halving, String... recipes) {
        Experiment experiment = new Experiment(
                "e",
                new TreeMap<>(Map.of("docs", List.of("docs"))),
                recipes(recipes),
                "i", "t",
                new TreeMap<>(Map.of("towers", new Experiment.TrainerUse("two_towers", Map.of("epochs", 4)))),
                List.of(1L, 2L, 3L),
                100,
                new Experiment.Evaluation("recall_at_5", false, "old", 4, List.of(), List.of(), Optional.empty()),
                halving,
                Optional.of(new Experiment.Promotion(Optional.of("pairs"), Optional.of("towers"), OLD)));
        TreeMap<String, ExperimentRequest.Curated> runs = new TreeMap<>();
        for (String recipe : recipes) {
            // As people submit it again, the runs have other names, and what they make has the same keys.
            runs.put("docs/" + recipe, new ExperimentRequest.Curated(WorkflowBench.request(recipe + "-run", 1), 0));
        }
        return new ExperimentRequest(name, "tenant", "e.yaml", experiment, runs, Optional.empty());
    }

    private static TreeMap<String, String> recipes(String... names) {
        TreeMap<String, String> recipes = new TreeMap<>();
        for (String name : names) {
            recipes.put(name, name + ".yaml");
        }
        return recipes;
    }

    static ExperimentWorkflow workflow(WorkflowBench bench, String name) {
        return bench.client().newWorkflowStub(
                ExperimentWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(name).setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
    }

    private WorkflowBench bench() {
        return new WorkflowBench(WorkflowBench.readOnly(), training);
    }

    private ExperimentRecord run(ExperimentRequest request) {
        try (WorkflowBench bench = bench()) {
            return workflow(bench, request.name()).experiment(request);
        }
    }

    /** The later in the alphabet, the better; seeds differ a little. */
    private void laterIsBetter() {
        training.values = spec -> (spec.variant().recipe().charAt(0) - 'a') / 50.0 + spec.seed() / 1000.0;
    }

    @Test
    void theBetterHalfGoesOnWithTheIncumbentAndTheBestMayBePromoted() {
        laterIsBetter();
        ExperimentRecord record = run(request(NAME, new Halving(3, 2, Halving.Measure.DATA), "a", "b", "old", "x", "y", "z"));
        assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(recipes(record, 0)).containsExactly("a", "b", "old", "x", "y", "z");
        assertThat(recipes(record, 1)).containsExactly("old", "x", "y", "z");
        assertThat(recipes(record, 2)).containsExactly("old", "y", "z");
        assertThat(training.made).hasSize(13 * 3).allSatisfy((cell, times) -> assertThat(times).isEqualTo(1));
        PromotionRule.Decision decision = record.decision().orElseThrow();
        assertThat(decision.winner()).contains(new Variant("docs", "z", "towers"));
        assertThat(record.board().entries().getFirst().variant().recipe()).isEqualTo("z");
        assertThat(training.records.getLast()).isEqualTo(record);
        assertThat(training.changes).as("names change by promotion only").isEmpty();
    }

    private static List<String> recipes(ExperimentRecord record, int rung) {
        return record.cells().stream().filter(cell -> cell.rung() == rung).map(cell -> cell.variant().recipe()).distinct().sorted()
                .toList();
    }

    @Test
    void aSecondExecutionTrainsNothingAgain() {
        laterIsBetter();
        Halving halving = new Halving(2, 2, Halving.Measure.DATA);
        ExperimentRecord first = run(request(NAME, halving, "old", "z"));
        Map<String, Integer> made = Map.copyOf(training.made);
        ExperimentRecord second = run(request("e-again", halving, "old", "z"));
        assertThat(training.made).isEqualTo(made);
        assertThat(second.cells()).isNotEmpty().allMatch(CellOutcome::reused);
        assertThat(second.board()).isEqualTo(first.board());
    }

    @Test
    void aTrainerThatCrashesHangsDivergesOrIsWorseIsNotPromoted() {
        for (ErrorCode code : List.of(ErrorCode.TRAINER_FAILED, ErrorCode.TRAINING_DIVERGED, ErrorCode.TRAINER_ENDED)) {
            FakeExperiments failing = new FakeExperiments();
            failing.values = spec -> {
                if (spec.variant().recipe().equals("z") && spec.seed() == 2) {
                    throw new TandemException(code, "no luck");
                }
                return 0.5 + spec.seed() / 100.0;
            };
            try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), failing)) {
                ExperimentRecord record = workflow(bench, NAME).experiment(request(NAME, Halving.NONE, "old", "z"));
                assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
                assertThat(record.decision().orElseThrow().winner()).isEmpty();
                assertThat(record.board().entries().getLast().error()).contains(code + ": no luck");
                assertThat(failing.changes).isEmpty();
            }
        }
        training.values = spec -> spec.variant().recipe().equals("z") ? 0.1 : 0.5;
        assertThat(run(request(NAME, Halving.NONE, "old", "z")).decision().orElseThrow().reason()).contains("not more than chance");
    }

    @Test
    void whereNothingCanBeTrainedTheExperimentFailsAndSaysWhy() {
        training.values = spec -> {
            throw new TandemException(ErrorCode.TRAINER_FAILED, "exit code 3");
        };
        Throwable error = catchThrowable(() -> run(request(NAME, new Halving(2, 2, Halving.Measure.DATA), "old", "z")));
        assertThat(error).isInstanceOf(WorkflowFailedException.class);
        ExperimentRecord record = training.records.getLast();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.error().orElseThrow()).contains("TRAINER_FAILED", "exit code 3");
        assertThat(recipes(record, 1)).isEmpty();
    }

    @Test
    void aRunThatFailsTakesItsVariantsOnlyWithIt() {
        try (WorkflowBench bench = bench()) {
            bench.services.failures = task -> bench.services.calls.size() == 1
                    ? Optional.of(new TandemException(ErrorCode.UNREADABLE_INPUT, "no zip"))
                    : Optional.empty();
            ExperimentRecord record = workflow(bench, NAME).experiment(request(NAME, Halving.NONE, "a", "old"));
            assertThat(record.failed().values()).singleElement().asString().contains("UNREADABLE_INPUT");
            assertThat(record.failed().size() + recipes(record, 0).size()).isBetween(1, 2);
        } catch (WorkflowFailedException e) {
            // It was the run whose pairs are held out: then nothing can be compared.
            assertThat(training.records.getLast().failed()).containsKey("docs/old");
        }
    }

    @Test
    void aWorkerThatIsKilledAfterItsWorkTrainsNothingTwice() {
        laterIsBetter();
        Map<String, Integer> deaths = new ConcurrentHashMap<>();
        training.deaths = spec -> deaths.merge(spec.variant().toString() + spec.seed(), 1, Integer::sum) <= 2
                ? Optional.of(new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "killed"))
                : Optional.empty();
        ExperimentRecord record = run(request(NAME, Halving.NONE, "old", "z"));
        assertThat(deaths).hasSize(6).allSatisfy((cell, times) -> assertThat(times).isEqualTo(3));
        assertThat(training.made).hasSize(6).allSatisfy((cell, times) -> assertThat(times).isEqualTo(1));
        FakeExperiments undisturbed = new FakeExperiments();
        undisturbed.values = training.values;
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), undisturbed)) {
            assertThat(workflow(bench, NAME).experiment(request(NAME, Halving.NONE, "old", "z")).board()).isEqualTo(record.board());
        }
    }

    @Test
    void cancelLeavesARecordThatSaysSo() {
        try (WorkflowBench bench = bench()) {
            bench.services.permits = Optional.of(new Semaphore(0));
            ExperimentWorkflow workflow = workflow(bench, NAME);
            WorkflowClient.start(workflow::experiment, request(NAME, Halving.NONE, "old", "z"));
            await().until(() -> !bench.services.calls.isEmpty());
            WorkflowStub.fromTyped(workflow).cancel();
            await().until(() -> training.records.getLast().status().finished());
            bench.services.permits.get().release(100);
            assertThat(catchThrowable(() -> WorkflowStub.fromTyped(workflow).getResult(ExperimentRecord.class)))
                    .isInstanceOf(WorkflowFailedException.class);
            assertThat(training.records.getLast().status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(training.made).isEmpty();
        }
    }

    static PromotionRequest promotion() {
        return new PromotionRequest(NAME, new Variant("docs", "z", "towers"), "better", WorkflowBench.request("z-run", 1),
                Optional.of("pairs"), 0, Map.of(0, Digest.of("views")), Optional.of(Digest.of("cell")));
    }

    static PromotionWorkflow promotion(WorkflowBench bench) {
        return bench.client().newWorkflowStub(
                PromotionWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(NAME + ".promotion").setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
    }

    @Test
    void promotionPublishesAdoptsAndIsRecorded() {
        try (WorkflowBench bench = bench()) {
            ExperimentRecord.Promoted promoted = promotion(bench).promote(promotion());
            assertThat(bench.services.calls).containsExactly("publish pairs");
            assertThat(training.changes).containsExactly("adopt " + Digest.of("cell"));
            assertThat(promoted.dataset().orElseThrow().version()).isEqualTo(Digest.of("pairs"));
            assertThat(promoted.models()).containsEntry("towers", Digest.of("cell"));
            assertThat(training.promoted).containsEntry(NAME, promoted);
        }
    }
}
