package dev.tandem.core.engine;

/** Told how far a step is within its shard. An implementation may throw to stop the work: nothing is published then. */
@FunctionalInterface
public interface Progress {
    Progress SILENT = samples -> {};

    /** {@code samples} of the shard are done. */
    void done(long samples);
}
