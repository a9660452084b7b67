package dev.tandem.workflows;

import dev.tandem.core.store.ObjectStore;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs curation workflows and their activities until it is closed. */
public final class CurationWorker implements AutoCloseable {
    /** Reading and writing small objects for workflows: more at a time would only crowd the object store. */
    private static final int BOOKKEEPING = 16;

    private final WorkerFactory factory;

    /** Starts to work. */
    public CurationWorker(WorkflowClient client, ServiceChannels services, ObjectStore objects, WorkerSettings settings) {
        this(
                client,
                List.of(
                        new ServiceActivities(services, objects),
                        new RoundsCalls(services, objects),
                        new ExperimentCalls(services, objects)),
                settings);
    }

    CurationWorker(WorkflowClient client, List<Object> activities, WorkerSettings settings) {
        factory = WorkerFactory.newInstance(client, options());
        Worker worker = factory.newWorker(CurationWorkflow.TASK_QUEUE, settings.options(BOOKKEEPING));
        worker.registerWorkflowImplementationTypes(
                CurationWorkflowDefinition.class, ShardRangeWorkflowDefinition.class, RoundsWorkflowDefinition.class,
                ExperimentWorkflowDefinition.class, CellWorkflowDefinition.class, PromotionWorkflowDefinition.class);
        worker.registerActivitiesImplementations(activities.toArray());
        settings.shards().forEach((kind, shards) -> {
            if (shards > 0) {
                factory.newWorker(kind.taskQueue(), settings.options(shards)).registerActivitiesImplementations(activities.toArray());
            }
        });
        factory.start();
    }

    static WorkerFactoryOptions options() {
        return WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(new ActivityPulse(), new ActivityOrigin())
                .build();
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(5, TimeUnit.SECONDS);
    }
}
