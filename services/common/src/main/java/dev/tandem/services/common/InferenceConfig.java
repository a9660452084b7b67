package dev.tandem.services.common;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The model server, which speaks the KServe v2 gRPC protocol. */
@ConfigMapping(prefix = "tandem.inference")
public interface InferenceConfig {
    /** {@code host:port}; without it, operators that ask a model fail with a clear error. */
    Optional<String> endpoint();

    /** Longest wait for one answer. */
    @WithDefault("60s")
    Duration timeout();
}
