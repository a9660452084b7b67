package dev.tandem.services.gateway.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the gateway takes as a model. */
@ConfigMapping(prefix = "tandem.gateway.models")
public interface ModelsConfig {
    /** Largest model, all its files together, in bytes. They are held in memory while the model is added. */
    @WithDefault("536870912")
    int maxBytes();
}
