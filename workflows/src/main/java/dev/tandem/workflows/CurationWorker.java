package dev.tandem.workflows;

import dev.tandem.core.store.ObjectStore;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;

/** Runs curation workflows and their activities until it is closed. */
public final class CurationWorker implements AutoCloseable {
    private final WorkerFactory factory;

    /**
     * Starts to work.
     *
     * @param concurrentShards shards that this process works on at a time
     */
    public CurationWorker(WorkflowClient client, ServiceChannels services, ObjectStore objects, int concurrentShards) {
        factory = WorkerFactory.newInstance(
                client, WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
        Worker worker = factory.newWorker(
                CurationWorkflow.TASK_QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxConcurrentActivityExecutionSize(concurrentShards)
                        .build());
        worker.registerWorkflowImplementationTypes(CurationWorkflowDefinition.class, ShardRangeWorkflowDefinition.class);
        worker.registerActivitiesImplementations(new ServiceActivities(services, objects));
        factory.start();
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(5, TimeUnit.SECONDS);
    }
}
