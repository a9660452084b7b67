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
    @WithDefault("gateway,ingestion,filtering,dedup,synthesis,publishing,training,worker")
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

        /** Models that are trained on what was curated. */
        Optional<String> training();
    }

    /** Limits of a worker process. */
    interface Worker {
        /** Shards at a time, of each kind of service; without it, as many as the process has processors. */
        OptionalInt concurrentShards();

        /** Other numbers for some kinds of services. */
        Shards shards();

        /**
         * Version of the worker's code, such as the tag of its image. With one, the workflow server gives this worker work only
         * once somebody has made the version current ({@code temporal worker deployment set-current-version --deployment-name
         * tandem-worker --build-id ID}), and a run ends on the version that it began with; so workers of the old version have
         * to stay until their runs have ended. Without one (off), any worker takes any work, and versions must be able to go on
         * with each other's runs.
         */
        Optional<String> buildId();
    }

    /** Shards at a time by kind of service; 0 leaves a kind to other workers, and without a number the common one holds. */
    interface Shards {
        /** Reading of inputs, and their splits. */
        OptionalInt ingestion();

        /** Filters and mappers. */
        OptionalInt filtering();

        /** Deduplicators, and their clusters. */
        OptionalInt dedup();

        /** Creators. */
        OptionalInt synthesis();

        /** Data sets and reports, each as one. */
        OptionalInt publishing();

        /** Trainings, each of which uses all processors of its service. */
        OptionalInt training();
    }
}
