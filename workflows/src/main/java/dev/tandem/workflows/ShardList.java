package dev.tandem.workflows;

import dev.tandem.core.model.Digest;

/** A list that stands in the object store: of splits, or of keys of shards. */
public record ShardList(Digest digest, int count) {}
