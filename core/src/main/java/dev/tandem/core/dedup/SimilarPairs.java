package dev.tandem.core.dedup;

import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.function.LongConsumer;

/**
 * Computes the exact similarity of pairs of samples with bounded memory, by two sorted joins: each pair takes along what its
 * first sample is compared by, and meets its second sample in the order of these.
 */
final class SimilarPairs {
    /** Second sample, first sample, tag. */
    private static final int HEAD = 3;

    private SimilarPairs() {}

    /** Receives a pair. */
    @FunctionalInterface
    interface PairConsumer {
        void accept(long first, long second, long tag, double similarity);
    }

    /**
     * Compares.
     *
     * @param pairs records of two references and a number that is passed on, ordered by the first reference
     * @param consumer told of each pair, by ascending second reference
     * @param progress told of the pairs that are done
     */
    static void compare(
            RecordSorter pairs,
            Signatures signatures,
            Similarity operator,
            SortSpace space,
            PairConsumer consumer,
            LongConsumer progress) {
        try (RecordSorter joined = new RecordSorter(2, false, space)) {
            join(pairs, signatures, joined, progress);
            Signatures.EvidenceLookup evidence = signatures.evidence();
            long done = 0;
            try (RecordCursor pair = joined.cursor()) {
                while (pair.next()) {
                    double similarity = operator.similarity(pair.from(HEAD), evidence.of(pair.value(0)));
                    consumer.accept(pair.value(1), pair.value(0), pair.value(2), similarity);
                    progress.accept(++done);
                }
            }
        }
    }

    private static void join(RecordSorter pairs, Signatures signatures, RecordSorter joined, LongConsumer progress) {
        Signatures.EvidenceLookup evidence = signatures.evidence();
        long[] record = new long[HEAD];
        try (RecordCursor pair = pairs.cursor()) {
            while (pair.next()) {
                long[] first = evidence.of(pair.value(0));
                if (record.length < first.length + HEAD) {
                    record = new long[first.length + HEAD];
                }
                record[0] = pair.value(1);
                record[1] = pair.value(0);
                record[2] = pair.value(2);
                System.arraycopy(first, 0, record, HEAD, first.length);
                joined.add(record, first.length + HEAD);
                progress.accept(0);
            }
        }
    }
}
