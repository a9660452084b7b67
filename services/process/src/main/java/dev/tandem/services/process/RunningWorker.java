package dev.tandem.services.process;

import dev.tandem.core.store.ObjectStore;
import dev.tandem.services.common.ProcessSecret;
import dev.tandem.workflows.CurationWorker;
import dev.tandem.workflows.ServiceChannels;
import dev.tandem.workflows.ServiceKind;
import dev.tandem.workflows.WorkerSettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temporal.client.WorkflowClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Works on runs for as long as the process lives, where it plays the worker. */
@ApplicationScoped
public class RunningWorker {
    @ConfigProperty(name = "quarkus.http.port")
    int port;

    private Optional<CurationWorker> worker = Optional.empty();
    private Optional<ServiceChannels> channels = Optional.empty();

    void onStart(
            @Observes StartupEvent event,
            ProcessConfig config,
            Instance<WorkflowClient> workflows,
            ObjectStore objects,
            ProcessSecret secret) {
        if (config.roles().contains(Role.WORKER)) {
            ServiceChannels services = new ServiceChannels(addresses(config.services()), Map.of(here(), secret.headers()));
            channels = Optional.of(services);
            worker = Optional.of(new CurationWorker(workflows.get(), services, objects, settings(config.worker())));
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        worker.ifPresent(CurationWorker::close);
        channels.ifPresent(ServiceChannels::close);
    }

    private static WorkerSettings settings(ProcessConfig.Worker worker) {
        int common = worker.concurrentShards().orElseGet(() -> Runtime.getRuntime().availableProcessors());
        Map<ServiceKind, Integer> shards = new EnumMap<>(ServiceKind.class);
        for (ServiceKind kind : ServiceKind.values()) {
            OptionalInt own = switch (kind) {
                case INGESTION -> worker.shards().ingestion();
                case FILTERING -> worker.shards().filtering();
                case DEDUP -> worker.shards().dedup();
                case SYNTHESIS -> worker.shards().synthesis();
                case PUBLISHING -> worker.shards().publishing();
                case TRAINING -> worker.shards().training();
            };
            shards.put(kind, own.orElse(common));
        }
        return new WorkerSettings(shards, worker.buildId());
    }

    private ServiceChannels.Addresses addresses(ProcessConfig.Services services) {
        String here = here();
        return new ServiceChannels.Addresses(
                services.ingestion().orElse(here),
                services.filtering().orElse(here),
                services.dedup().orElse(here),
                services.synthesis().orElse(here),
                services.publishing().orElse(here),
                services.training().orElse(here));
    }

    private String here() {
        return "127.0.0.1:" + port;
    }
}
