package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.engine.Counts;
import dev.tandem.core.plan.StepKind;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.workflows.ShardTask.Work;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many shards and steps a run has, no history grows beyond what a workflow server allows. */
class HistoryLengthTest {
    private static final int MOST_EVENTS = 10_000;

    @Test
    void fiveThousandShardsStayFarBelowTheLimitInEveryHistory() {
        int shards = 5_000;
        try (WorkflowBench bench = new WorkflowBench(readAndPass(1), shards)) {
            bench.services.counts.put(Work.PASS, FakeServices.READ);
            WorkflowExecution first = WorkflowClient.start(bench.workflow("run")::curate, WorkflowBench.request("run", 25));
            RunRecord run = bench.client().newUntypedWorkflowStub("run").getResult(RunRecord.class);

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.steps()).hasSize(2).allSatisfy(step -> {
                assertThat(step.done()).isEqualTo(shards);
                assertThat(step.counts().in()).isEqualTo(10L * shards);
            });
            Map<String, Integer> events = events(bench.client(), first);
            assertThat(events.keySet()).filteredOn(name -> name.startsWith("run/0-READ ")).hasSize(5);
            assertThat(events.keySet()).filteredOn(name -> name.startsWith("run/1-PASS ")).hasSize(5);
            assertThat(events.values()).allSatisfy(count -> assertThat(count).isLessThan(MOST_EVENTS));
        }
    }

    /** One shard at a time makes the most events: each is then a decision of its own. */
    @Test
    void aLongRecipeGoesOnWithANewHistoryBetweenSteps() {
        int shards = ShardPass.SHARDS_OF_RUN;
        try (WorkflowBench bench = new WorkflowBench(readAndPass(5), shards)) {
            bench.services.counts.put(Work.PASS, FakeServices.READ);
            WorkflowExecution first = WorkflowClient.start(bench.workflow("run")::curate, WorkflowBench.request("run", 1));
            RunRecord run = bench.client().newUntypedWorkflowStub("run").getResult(RunRecord.class);

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.steps()).hasSize(6).allSatisfy(step -> {
                assertThat(step.done()).isEqualTo(shards);
                assertThat(step.reused()).isEqualTo(1);
                assertThat(step.views()).isPresent();
                assertThat(step.reasons()).isEqualTo(Map.of("reason", (long) shards));
            });
            assertThat(run.datasets()).hasSize(1);
            assertThat(bench.services.calls).filteredOn(call -> call.equals("READ 0")).hasSize(1);
            Map<String, Integer> events = events(bench.client(), first);
            assertThat(events).hasSizeGreaterThan(1);
            assertThat(events.values()).allSatisfy(count -> assertThat(count).isLessThan(MOST_EVENTS));
        }
    }

    @Test
    void aRangeIsPausedResumedAndChangedWithItsRun() {
        int shards = 1_200;
        try (WorkflowBench bench = new WorkflowBench(WorkflowBench.readOnly(), shards)) {
            Semaphore permits = new Semaphore(100);
            bench.services.permits = Optional.of(permits);
            CurationWorkflow workflow = bench.workflow("run");
            WorkflowClient.start(workflow::curate, WorkflowBench.request("run", 4));
            await("progress is told on the way").until(() -> workflow.progress().steps().getFirst().done() > 0);

            await("all that may go on has").until(() -> bench.services.calls.size() == 104);
            assertThat(workflow.pause("ann").status()).isEqualTo(RunStatus.PAUSED);
            permits.release(4);
            workflow.change(new CurationChange("ann", OptionalInt.of(9), Optional.empty()));
            workflow.resume("ann");
            await("the new width holds").until(() -> bench.services.most.get() == 9);

            permits.release(shards);
            RunRecord run = WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
            assertThat(run.steps().getFirst().counts()).isEqualTo(new Counts(12_000, 0, 12_000, 0, 0, 0, 0));
            assertThat(run.changes()).hasSize(3);
        }
    }

    static PlanOutline readAndPass(int passes) {
        List<PlanOutline.Step> steps = new ArrayList<>();
        steps.add(WorkflowBench.step(0, StepKind.READ, Optional.empty()));
        IntStream.rangeClosed(1, passes).forEach(index -> steps.add(WorkflowBench.step(
                index, StepKind.PASS, index == passes ? Optional.of("rows") : Optional.empty())));
        return new PlanOutline(steps, 100, 0);
    }

    /** Number of events of each history that a run made: its own, those of its children, and those that they went on with. */
    private static Map<String, Integer> events(WorkflowClient client, WorkflowExecution first) {
        Map<String, Integer> events = new LinkedHashMap<>();
        Deque<WorkflowExecution> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            WorkflowExecution execution = open.remove();
            List<HistoryEvent> history = client.fetchHistory(execution.getWorkflowId(), execution.getRunId()).getEvents();
            events.put(execution.getWorkflowId() + " " + execution.getRunId(), history.size());
            for (HistoryEvent event : history) {
                if (event.getEventType() == EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED) {
                    open.add(event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution());
                } else if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW) {
                    open.add(execution.toBuilder()
                            .setRunId(event.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId())
                            .build());
                }
            }
        }
        return events;
    }
}
