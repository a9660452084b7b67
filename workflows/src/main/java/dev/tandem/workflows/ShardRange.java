package dev.tandem.workflows;

import dev.tandem.core.model.Digest;
import java.util.List;
import java.util.stream.Stream;

/**
 * Many shards of a step, worked on by one workflow whose history starts anew before it grows too long.
 *
 * @param from position of the first shard that is not finished
 * @param to position after the last
 * @param window how many may be at work
 * @param lists digests of the lists of keys of the shards before {@code from}
 * @param tally what became of these
 */
public record ShardRange(ShardTask task, int from, int to, WindowState window, List<Digest> lists, Tally tally) {
    public ShardRange {
        lists = List.copyOf(lists);
    }

    static ShardRange all(ShardTask task, int count, WindowState window) {
        return new ShardRange(task, 0, count, window, List.of(), Tally.NONE);
    }

    ShardRange with(Digest keys, int end, Tally sum, WindowState state) {
        return new ShardRange(task, end, to, state, Stream.concat(lists.stream(), Stream.of(keys)).toList(), sum);
    }

    /**
     * What became of them.
     *
     * @param keys digest of the list of their keys
     */
    public record Result(Digest keys, Tally tally) {}
}
