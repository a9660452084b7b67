package dev.tandem.core.plan;

/** What a step does; decides which service runs it. */
public enum StepKind {
    /** Reads the input into shards. */
    READ,
    /** Filters and mappers in one pass over each shard. */
    PASS,
    /** One deduplicator over all shards. */
    DEDUPLICATE,
    /** One selector that judges each sample by itself. */
    SELECT,
    /** One selector that judges each sample by all of them. */
    SELECT_FROM_ALL,
    /** One selector that judges each sample by a model that is trained on some of them. */
    TRAIN,
    /** Makes new samples, in new shards, from the samples of each shard. */
    CREATE;

    /** Whether samples are judged by what steps before have measured. */
    public boolean isSelector() {
        return this == SELECT || this == SELECT_FROM_ALL || this == TRAIN;
    }
}
