package dev.tandem.core.forecast;

import dev.tandem.core.recipe.Limits;

/**
 * How long work on shards takes by the clock, where several are worked on at a time: as long as the processors need for all of it, or as
 * one shard needs for its part, whichever is longer.
 *
 * @param processors of this machine
 * @param lanes shards that are worked on at a time
 */
record Elapsed(int processors, int lanes) {
    /** As the gateway has it where a recipe says nothing. */
    private static final int PARALLELISM = 4;

    static Elapsed of(Limits limits, int shards) {
        int parallelism = limits.parallelism() == 0 ? PARALLELISM : limits.parallelism();
        return new Elapsed(Runtime.getRuntime().availableProcessors(), Math.max(1, Math.min(parallelism, shards)));
    }

    /**
     * Seconds for the whole.
     *
     * @param busy nanoseconds of processors that a sample takes
     * @param nanos nanoseconds from the beginning of a sample to its end
     */
    double seconds(double busy, double nanos, double samples) {
        return samples * Math.max(busy / processors, nanos / lanes) / 1e9;
    }
}
