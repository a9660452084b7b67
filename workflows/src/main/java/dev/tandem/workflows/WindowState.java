package dev.tandem.workflows;

/**
 * How many shards may be at work. It travels to the workflows of ranges as a whole, so that it does not matter in which order
 * two changes arrive.
 *
 * @param change number of changes so far; of two states the higher holds
 * @param parallelism shards that are processed at a time, at least 1
 */
public record WindowState(int change, boolean paused, int parallelism) {

    WindowState withPaused(boolean changed) {
        return new WindowState(change + 1, changed, parallelism);
    }

    WindowState withParallelism(int changed) {
        return new WindowState(change + 1, paused, changed);
    }
}
