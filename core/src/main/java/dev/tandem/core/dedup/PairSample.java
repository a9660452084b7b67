package dev.tandem.core.dedup;

import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** Some of the samples that do not stay, each with the one that does. Which ones depends on nothing but their ids. */
final class PairSample {
    /** Pairs that are held at most. */
    static final int MOST = 1_000;

    /** Hash of the id, sample, the one that stays; the greatest hash first. */
    private final PriorityQueue<long[]> pairs =
            new PriorityQueue<>(Comparator.comparingLong((long[] pair) -> pair[0]).reversed());

    void offer(long[] id, long sample, long kept) {
        long hash = SignatureWriter.hash(id);
        if (pairs.size() < MOST) {
            pairs.add(new long[] {hash, sample, kept});
        } else if (hash < pairs.peek()[0]) {
            pairs.poll();
            pairs.add(new long[] {hash, sample, kept});
        }
    }

    /** Tells how similar the samples of each pair are. */
    void compare(
            Signatures signatures, Similarity operator, SortSpace space, DoubleConsumer consumer, LongConsumer progress) {
        try (RecordSorter sorted = new RecordSorter(1, false, space)) {
            pairs.forEach(pair -> sorted.add(pair[1], pair[2], 0));
            SimilarPairs.compare(
                    sorted, signatures, operator, space, (first, second, tag, similarity) -> consumer.accept(similarity), progress);
        }
    }
}
