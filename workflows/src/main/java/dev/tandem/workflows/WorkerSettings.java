package dev.tandem.workflows;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker takes on.
 *
 * @param shards shards at a time, by the kind of service that works on them; a kind with none is left to other workers
 * @param build version of this worker's code. With one, the server gives it work only once the version is current (or ramping)
 *     for the deployment {@value #DEPLOYMENT}, and a run ends on the version that it began with. Without one (off), any worker
 *     takes any work.
 */
public record WorkerSettings(Map<ServiceKind, Integer> shards, Optional<String> build) {
    /** The workers of an installation, in whatever version. */
    public static final String DEPLOYMENT = "tandem-worker";

    public WorkerSettings {
        shards = Collections.unmodifiableMap(new EnumMap<>(shards));
    }

    /** The same number of shards of each kind. */
    public static WorkerSettings shards(int each) {
        Map<ServiceKind, Integer> shards = new EnumMap<>(ServiceKind.class);
        for (ServiceKind kind : ServiceKind.values()) {
            shards.put(kind, each);
        }
        return new WorkerSettings(shards, Optional.empty());
    }

    public WorkerSettings withBuild(Optional<String> version) {
        return new WorkerSettings(shards, version);
    }

    WorkerOptions options(int activities) {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(activities);
        build.ifPresent(version -> options.setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
                .setUseVersioning(true)
                .setVersion(new WorkerDeploymentVersion(DEPLOYMENT, version))
                .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
                .build()));
        return options.build();
    }
}
