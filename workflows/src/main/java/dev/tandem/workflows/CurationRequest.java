package dev.tandem.workflows;

import dev.tandem.core.model.Digest;

/**
 * What a run executes.
 *
 * @param file name of the recipe's file, for messages
 * @param plan digest of the plan's document
 * @param input digest of the input's manifest
 * @param parallelism shards that are processed at a time, at least 1
 */
public record CurationRequest(
        String run, String tenant, String recipe, String file, Digest plan, Digest input, int parallelism) {}
