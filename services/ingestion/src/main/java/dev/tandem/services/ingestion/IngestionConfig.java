package dev.tandem.services.ingestion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Local copies of input files. */
@ConfigMapping(prefix = "tandem.ingestion")
public interface IngestionConfig {
    /** Folder of the copies; without it, a folder in the system's temporary one. */
    Optional<String> cacheFolder();

    /** Bytes of copies that are kept after reading. */
    @WithDefault("10737418240")
    long cacheBytes();
}
