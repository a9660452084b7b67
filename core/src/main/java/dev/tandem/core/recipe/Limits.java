package dev.tandem.core.recipe;

import java.util.Optional;

/**
 * What a run may use; never changes what it publishes.
 *
 * @param shardSamples samples of a shard, at most
 * @param parallelism shards that are processed at a time; 0 for as many as the workers have cores
 * @param maxFailedRatio share of failed samples in a step above which the run stops, in [0, 1]
 * @param budget of models; empty where the recipe names none
 */
public record Limits(int shardSamples, int parallelism, double maxFailedRatio, Optional<Budget> budget) {
    public static final Limits DEFAULT = new Limits(1_000, 0, 0.05, Optional.empty());

    public Limits {
        // Plans that were stored before there were budgets have none.
        budget = budget == null ? Optional.empty() : budget;
    }
}
