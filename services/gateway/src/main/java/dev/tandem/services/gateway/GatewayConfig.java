package dev.tandem.services.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway allows, and where the workflow server is. */
@ConfigMapping(prefix = "tandem.gateway")
public interface GatewayConfig {
    /** {@code host:port} of the Temporal frontend. */
    @WithDefault("127.0.0.1:7233")
    String temporal();

    @WithDefault("default")
    String namespace();

    /** Tenant of whoever calls. */
    @WithDefault("default")
    String tenant();

    /** Shards of one run that are processed at a time where the recipe does not say. */
    @WithDefault("4")
    int parallelism();

    /** Largest single input file, in bytes. */
    @WithDefault("107374182400")
    long maxUploadBytes();
}
