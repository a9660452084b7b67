package dev.tandem.services.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which parts of Tandem a process plays, and where it finds the others. */
@ConfigMapping(prefix = "tandem.process")
public interface ProcessConfig {
    /** Roles of this process, separated by commas. */
    @WithDefault("gateway,ingestion,filtering,dedup,synthesis,publishing,worker")
    Set<Role> roles();

    /** Where the worker calls. */
    Services services();

    /** What the worker does at a time. */
    Worker worker();

    /** {@code host:port} of each service; without one, it is taken to be in this process. */
    interface Services {
        /** Reads inputs. */
        Optional<String> ingestion();

        /** Filters and mappers. */
        Optional<String> filtering();

        /** Deduplicators. */
        Optional<String> dedup();

        /** Creators. */
        Optional<String> synthesis();

        /** Data sets and reports. */
        Optional<String> publishing();
    }

    /** Limits of a worker process. */
    interface Worker {
        /** Shards at a time; without it, as many as the process has processors. */
        OptionalInt concurrentShards();
    }
}
