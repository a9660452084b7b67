package dev.tandem.local;

import dev.tandem.core.store.ObjectStore;
import dev.tandem.workflows.CurationWorker;
import dev.tandem.workflows.ServiceChannels;
import io.quarkus.runtime.StartupEvent;
import io.temporal.client.WorkflowClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the worker, and tells the command that the application is up. */
@ApplicationScoped
public class Started {
    @ConfigProperty(name = "quarkus.http.port")
    int port;

    @ConfigProperty(name = "tandem.worker.concurrent-shards")
    java.util.Optional<Integer> concurrentShards;

    void onStart(@Observes StartupEvent event, WorkflowClient workflows, ObjectStore objects) {
        int shards = concurrentShards.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        new CurationWorker(
                workflows,
                new ServiceChannels(ServiceChannels.Addresses.all("127.0.0.1:" + port)),
                objects,
                shards);
    }
}
