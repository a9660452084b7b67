package dev.tandem.services.filtering;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What filters and selectors may use. */
@ConfigMapping(prefix = "tandem.filtering")
public interface FilteringConfig {
    /**
     * Memory for sorting what a selector counts, in one shard and over all; what is more stands in temporary files. A selector that
     * ranks samples needs some 60 bytes for each. At least 1 MiB.
     */
    @WithDefault("64M")
    MemorySize mergeMemory();
}
