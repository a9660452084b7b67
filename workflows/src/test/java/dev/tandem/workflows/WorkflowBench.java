package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import dev.tandem.core.plan.StepKind;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A workflow server in memory whose clock skips waiting, with a worker over {@link FakeServices}. */
final class WorkflowBench implements AutoCloseable {
    final FakeServices services;
    final TestWorkflowEnvironment environment = environment();

    WorkflowBench(PlanOutline plan, int shards) {
        this(new FakeServices(plan, shards));
    }

    WorkflowBench(FakeServices services) {
        this(services, new FakeRounds(), new FakeExperiments());
    }

    WorkflowBench(PlanOutline plan, FakeRounds rounds) {
        this(new FakeServices(plan, 1), rounds, new FakeExperiments());
    }

    WorkflowBench(PlanOutline plan, FakeExperiments experiments) {
        this(new FakeServices(plan, 1), new FakeRounds(), experiments);
    }

    private WorkflowBench(FakeServices services, FakeRounds rounds, FakeExperiments experiments) {
        this.services = services;
        Worker worker = environment.newWorker(CurationWorkflow.TASK_QUEUE);
        register(worker);
        worker.registerActivitiesImplementations(services, rounds, experiments);
        for (ServiceKind kind : ServiceKind.values()) {
            environment.newWorker(kind.taskQueue()).registerActivitiesImplementations(services, rounds, experiments);
        }
        environment.start();
    }

    static TestWorkflowEnvironment environment() {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClients.options("default"))
                .setWorkflowServiceStubsOptions(WorkflowServiceStubsOptions.newBuilder()
                        .setGrpcClientInterceptors(List.of(new LateCancels()))
                        .build())
                .setWorkerFactoryOptions(CurationWorker.options())
                .build());
    }

    static void register(Worker worker) {
        worker.registerWorkflowImplementationTypes(
                CurationWorkflowDefinition.class, ShardRangeWorkflowDefinition.class, RoundsWorkflowDefinition.class,
                ExperimentWorkflowDefinition.class, CellWorkflowDefinition.class, PromotionWorkflowDefinition.class);
    }

    /** Read, filter, deduplicate (published), make (published). */
    static PlanOutline plan(double maxFailedRatio) {
        return new PlanOutline(
                List.of(
                        step(0, StepKind.READ, Optional.empty()),
                        step(1, StepKind.PASS, Optional.empty()),
                        step(2, StepKind.DEDUPLICATE, Optional.of("documents")),
                        step(3, StepKind.CREATE, Optional.of("pairs"))),
                100,
                maxFailedRatio);
    }

    /** Read, select from all samples (published). */
    static PlanOutline selection() {
        return new PlanOutline(
                List.of(step(0, StepKind.READ, Optional.empty()), step(1, StepKind.SELECT_FROM_ALL, Optional.of("best"))), 100, 0);
    }

    /** Read, train on some and judge all (published). */
    static PlanOutline training() {
        return new PlanOutline(
                List.of(step(0, StepKind.READ, Optional.empty()), step(1, StepKind.TRAIN, Optional.of("best"))), 100, 0);
    }

    /** Read, filter, deduplicate by what all samples have in common (published). */
    static PlanOutline fitting() {
        return new PlanOutline(
                List.of(
                        step(0, StepKind.READ, Optional.empty()),
                        step(1, StepKind.PASS, Optional.empty()),
                        new PlanOutline.Step(
                                2, "stage-2", StepKind.DEDUPLICATE, List.of("operator-2"), OptionalInt.of(1),
                                Optional.of("documents"), false, true)),
                100,
                0.05);
    }

    /** Read, make items of pairs (published). */
    static PlanOutline pairing() {
        return new PlanOutline(
                List.of(
                        step(0, StepKind.READ, Optional.empty()),
                        new PlanOutline.Step(
                                1, "stage-1", StepKind.CREATE, List.of("operator-1"), OptionalInt.of(0), Optional.of("pairs"), false,
                                true)),
                100,
                0);
    }

    static PlanOutline readOnly() {
        return new PlanOutline(List.of(step(0, StepKind.READ, Optional.of("rows"))), 100, 0);
    }

    static PlanOutline.Step step(int index, StepKind kind, Optional<String> publish) {
        OptionalInt input = index == 0 ? OptionalInt.empty() : OptionalInt.of(index - 1);
        return new PlanOutline.Step(index, "stage-" + index, kind, List.of("operator-" + index), input, publish, false, false);
    }

    CurationWorkflow workflow(String run) {
        return client().newWorkflowStub(
                CurationWorkflow.class,
                WorkflowOptions.newBuilder().setWorkflowId(run).setTaskQueue(CurationWorkflow.TASK_QUEUE).build());
    }

    WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    static CurationRequest request(String run, int parallelism) {
        return new CurationRequest(run, "tenant", "recipe", "recipe.yaml", Digest.of("plan"), Digest.of("input"), parallelism,
                false, Optional.empty());
    }

    @Override
    public void close() {
        environment.close();
    }
}
