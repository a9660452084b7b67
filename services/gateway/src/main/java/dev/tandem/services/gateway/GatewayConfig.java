package dev.tandem.services.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What the gateway allows, and where the workflow server is. */
@ConfigMapping(prefix = "tandem.gateway")
public interface GatewayConfig {
    /** {@code host:port} of the Temporal frontend. */
    @WithDefault("127.0.0.1:7233")
    String temporal();

    /** Namespace of the workflow server; it has to exist there. */
    @WithDefault("default")
    String namespace();

    /** Tenant of whoever calls. */
    @WithDefault("default")
    String tenant();

    /** Shards of one run that are processed at a time where the recipe does not say. */
    @WithDefault("4")
    int parallelism();

    /**
     * Where runs are listed and counted: {@code visibility}, by search attributes of the workflow server, which the gateway
     * registers where it may; {@code bucket}, by their records; or {@code auto}, by visibility where the server has it and
     * knows the attributes, else by the bucket. With {@code bucket} no run has search attributes.
     */
    @WithDefault("auto")
    RunIndexKind runIndex();

    /**
     * How long the workflow server keeps finished runs, and lists them, for its whole namespace: set by the gateway, if it lists
     * runs there. Without it (off), the namespace stays as it is. At least a day.
     */
    Optional<Duration> retention();

    /** How long to wait until search attributes that were just registered can be used; servers take seconds to learn them. */
    @WithDefault("60s")
    Duration runIndexPatience();

    /** Largest single input file, in bytes. */
    @WithDefault("107374182400")
    long maxUploadBytes();

    /** Most samples of an input that a recipe is explained from; 100000 at most. */
    @WithDefault("1000")
    int maxExplainSamples();

    /** Largest input that a recipe is explained for, in bytes: its files are fetched for it. */
    @WithDefault("1073741824")
    long maxExplainBytes();
}
