package dev.tandem.services.filtering;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What filters and selectors may use. */
@ConfigMapping(prefix = "tandem.filtering")
public interface FilteringConfig {
    /**
     * Memory for the summaries of shards while those of one selector are merged; what is more stands in temporary files. A selector
     * that ranks samples needs some 40 bytes for each.
     */
    @WithDefault("64M")
    MemorySize mergeMemory();
}
