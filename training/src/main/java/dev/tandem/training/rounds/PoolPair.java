package dev.tandem.training.rounds;

import dev.tandem.core.model.Digest;
import java.util.List;

/**
 * A pair of the pool, without its vectors.
 *
 * @param shard position of its shard
 * @param row of it in the shard
 * @param kept whether the recipe left it in
 * @param group what it must not be torn from: its page
 * @param text that belongs to the picture
 * @param names what page and picture are called
 * @param slices that it is counted in, each as {@code kind: name}
 */
public record PoolPair(Digest id, int shard, int row, boolean kept, String group, String text, String names, List<String> slices) {
    public PoolPair {
        slices = List.copyOf(slices);
    }
}
