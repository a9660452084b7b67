package dev.tandem.services.dedup;

import dev.tandem.core.sort.SortSpace;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Deduplication. */
@ConfigMapping(prefix = "tandem.dedup")
public interface DedupConfig {
    /**
     * Bytes of memory in which the pairs of duplicates of one part of all samples, and their clusters, are found, for each call
     * that is served; what does not fit is sorted in files. More memory makes fewer and larger parts. At least 1048576.
     */
    @WithDefault("268435456")
    long memoryBytes();

    /** Folder for files that are sorted; without it, a folder in the system's temporary one. */
    Optional<Path> folder();

    /** Where records are sorted. */
    default SortSpace space() {
        return new SortSpace(memoryBytes(), folder().orElse(Path.of(System.getProperty("java.io.tmpdir"), "tandem")));
    }
}
