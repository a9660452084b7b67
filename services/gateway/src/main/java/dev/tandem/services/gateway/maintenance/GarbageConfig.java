package dev.tandem.services.gateway.maintenance;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the collection of garbage. */
@ConfigMapping(prefix = "tandem.gateway.garbage")
public interface GarbageConfig {
    /**
     * The shortest time of grace that may be asked for. Below an hour, what a running job uses again is no longer protected:
     * only for tests, where nothing runs.
     */
    @WithDefault("1h")
    Duration shortestGrace();

    /**
     * Memory for the marks of what is reachable, while a collection lasts. With {@code 64M}, of fifty million digests one in a
     * hundred pieces of garbage stays; with too little memory more stays, and nothing else happens.
     */
    @WithDefault("64M")
    MemorySize markMemory();
}
