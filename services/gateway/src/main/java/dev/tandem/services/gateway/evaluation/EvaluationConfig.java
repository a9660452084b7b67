package dev.tandem.services.gateway.evaluation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway takes as an evaluation set. */
@ConfigMapping(prefix = "tandem.gateway.eval-sets")
public interface EvaluationConfig {
    /** Largest evaluation set, in bytes. It is held in memory, several times over, while it is added and where it is used. */
    @WithDefault("33554432")
    int maxBytes();
}
