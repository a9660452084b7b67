package dev.tandem.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import dev.tandem.core.run.RunFilter;
import dev.tandem.core.run.RunRecord;
import dev.tandem.core.run.RunStatus;
import dev.tandem.workflows.ShardTask.Work;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs on a real workflow server: search attributes, updates, new histories and versioned workers. */
class CurationOnTemporalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static TemporalContainer temporal;

    @BeforeAll
    static void start() {
        temporal = new TemporalContainer("Tenant=Keyword", "Recipe=Keyword", "State=Keyword", "Submitted=Int");
    }

    @AfterAll
    static void stop() {
        temporal.close();
    }

    private static CurationWorkflow submit(String run, int parallelism) {
        CurationWorkflow workflow = temporal.client().newWorkflowStub(
                CurationWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(run)
                        .setTaskQueue(CurationWorkflow.TASK_QUEUE)
                        .setTypedSearchAttributes(RunAttributes.of(run, "recipe", Instant.now()))
                        .build());
        CurationRequest request = WorkflowBench.request(run, parallelism);
        WorkflowClient.start(workflow::curate, new CurationRequest(
                run, request.tenant(), request.recipe(), request.file(), request.plan(), request.input(), parallelism, true,
                Optional.empty()));
        return workflow;
    }

    private static void awaitState(String run, RunStatus state) {
        RunFilter filter = new RunFilter(run, Optional.empty(), Optional.of(state));
        VisibilityRunIndex index = new VisibilityRunIndex(temporal.client());
        await().atMost(PATIENCE).until(() -> index.page(filter, Optional.empty(), 10).equals(List.of(run)));
        assertThat(index.count(filter)).isEqualTo(1);
    }

    private static CurationWorker worker(FakeServices services, Optional<String> build) {
        return new CurationWorker(temporal.client(), List.of(services), WorkerSettings.shards(8).withBuild(build));
    }

    @Test
    void theStateOfARunIsFoundAsItChanges() {
        FakeServices services = new FakeServices(WorkflowBench.plan(0), 6);
        Semaphore permits = new Semaphore(0);
        services.permits = Optional.of(permits);
        try (CurationWorker worker = worker(services, Optional.empty())) {
            CurationWorkflow workflow = submit("states", 2);
            awaitState("states", RunStatus.RUNNING);
            assertThat(workflow.pause("ann").status()).isEqualTo(RunStatus.PAUSED);
            awaitState("states", RunStatus.PAUSED);
            assertThat(workflow.resume("ann").status()).isEqualTo(RunStatus.RUNNING);
            awaitState("states", RunStatus.RUNNING);

            CurationChange wrong = new CurationChange("ann", OptionalInt.of(0), Optional.empty());
            WorkflowUpdateException refused =
                    catchThrowableOfType(WorkflowUpdateException.class, () -> workflow.change(wrong));
            assertThat(WorkflowErrors.exception(refused)).hasMessageContaining("from 1 to 10000")
                    .satisfies(error -> assertThat(((TandemException) error).code())
                            .isEqualTo(ErrorCode.INVALID_ARGUMENT));

            permits.release(1_000);
            RunRecord run = WorkflowStub.fromTyped(workflow).getResult(RunRecord.class);
            assertThat(run.changes()).hasSize(2);
            awaitState("states", RunStatus.COMPLETED);
        }
    }

    @Test
    void aRunThatGoesOnWithNewHistoriesIsFoundOnce() {
        FakeServices services = new FakeServices(HistoryLengthTest.readAndPass(3), ShardPass.SHARDS_OF_RUN);
        services.counts.put(Work.PASS, FakeServices.READ);
        try (CurationWorker worker = worker(services, Optional.empty())) {
            RunRecord run = WorkflowStub.fromTyped(submit("long", 1)).getResult(RunRecord.class);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            awaitState("long", RunStatus.COMPLETED);
            assertThat(new VisibilityRunIndex(temporal.client()).count(RunFilter.of("long"))).isEqualTo(1);
            assertThat(temporal.client().listExecutions("WorkflowId = 'long'").count()).isGreaterThan(1);
        }
    }

    @Test
    void aVersionedWorkerWorksOnceItsVersionIsCurrent() {
        FakeServices services = new FakeServices(WorkflowBench.readOnly(), 3);
        try (CurationWorker worker = worker(services, Optional.of("build-1"))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                temporal.client().getWorkflowServiceStubs().blockingStub().setWorkerDeploymentCurrentVersion(
                        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                                .setNamespace("default")
                                .setDeploymentName(WorkerSettings.DEPLOYMENT)
                                .setBuildId("build-1")
                                .setIgnoreMissingTaskQueues(true)
                                .build());
                return true;
            });
            RunRecord run = WorkflowStub.fromTyped(submit("versioned", 2)).getResult(RunRecord.class);
            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        } finally {
            // Other tests have workers without a version.
            temporal.client().getWorkflowServiceStubs().blockingStub().setWorkerDeploymentCurrentVersion(
                    SetWorkerDeploymentCurrentVersionRequest.newBuilder()
                            .setNamespace("default")
                            .setDeploymentName(WorkerSettings.DEPLOYMENT)
                            .setIgnoreMissingTaskQueues(true)
                            .build());
        }
    }
}
