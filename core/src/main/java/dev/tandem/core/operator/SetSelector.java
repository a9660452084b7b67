package dev.tandem.core.operator;

import java.util.function.Consumer;

/**
 * A selector that judges samples by all samples of the step, in three restartable kinds of work: every shard is <em>summarised</em>
 * as sorted keys with how often each occurs, all summaries are <em>merged</em> into what they say together, and every shard is
 * <em>judged</em> by that. What is merged are sums of counts over sorted keys, so that the result can depend neither on the cut
 * into shards nor on any order.
 */
public interface SetSelector extends Selector {

    /** Bytes of every key, at most 256. */
    int keyBytes();

    /**
     * What a sample counts as: usually one key, none where it has no value. Keys are sorted byte by byte, unsigned.
     *
     * @param counted takes keys; they are copied
     */
    void keys(SelectorRow row, Consumer<byte[]> counted);

    /**
     * What all samples say together.
     *
     * @param table takes keys that have to be looked up when a shard is judged, in ascending order, each with a number that is
     *     not zero
     * @return all else that {@link #judge} has to know, at most a mebibyte
     */
    byte[] conclude(KeyCounts all, KeySink table);

    /**
     * A judge by what was concluded.
     *
     * @param table the numbers of those of the table's keys that occur in the shard
     */
    Judge judge(byte[] concluded, KeyTable table);

    /** The keys of all samples in ascending order. It can be walked through again and again; it does not stand in memory. */
    interface KeyCounts {
        /** How many there are, each as often as it was counted. */
        long total();

        void forEach(KeySink consumer);
    }

    /** Takes keys in ascending order. */
    @FunctionalInterface
    interface KeySink {
        /** @param key not to be kept, nor changed */
        void accept(byte[] key, long count);
    }

    /** Numbers by key. */
    @FunctionalInterface
    interface KeyTable {
        /** Zero for a key that is not in it. */
        long number(byte[] key);
    }
}
