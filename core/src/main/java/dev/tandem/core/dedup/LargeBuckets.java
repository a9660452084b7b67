package dev.tandem.core.dedup;

import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.function.LongConsumer;

/**
 * Compares the samples of buckets that are too large for all pairs. The first {@value #LEADERS} of a bucket are compared with
 * all others; of those that are similar to none, again the first ones with the rest; and so on, {@value #ROUNDS} times. Work
 * grows with the bucket, and a bucket of up to {@code LEADERS * ROUNDS} kinds of samples is told apart completely.
 */
final class LargeBuckets implements AutoCloseable {
    static final int LEADERS = 16;
    static final int ROUNDS = 4;

    private static final int KEY = 4;

    private final Signatures signatures;
    private final Similarity operator;
    private final SortSpace space;
    /** Band, key, hash of the evidence, sample. */
    private RecordSorter open;

    LargeBuckets(Signatures signatures, Similarity operator, SortSpace space) {
        this.signatures = signatures;
        this.operator = operator;
        this.space = space;
        this.open = new RecordSorter(KEY, false, space);
    }

    void add(int band, long key, long evidence, long sample) {
        open.add(band, key, evidence, sample);
    }

    void compare(SimilarPairs.PairConsumer consumer, LongConsumer progress) {
        for (int round = 0; round < ROUNDS && open.added() > 0; round++) {
            RecordSorter left = new RecordSorter(KEY, false, space);
            try {
                round(left, consumer, progress);
            } finally {
                open.close();
                open = left;
            }
        }
    }

    private void round(RecordSorter left, SimilarPairs.PairConsumer consumer, LongConsumer progress) {
        try (RecordSorter pairs = new RecordSorter(1, false, space);
                RecordSorter others = new RecordSorter(2, false, space);
                RecordSorter matched = new RecordSorter(2, true, space)) {
            pair(pairs, others);
            SimilarPairs.compare(pairs, signatures, operator, space, (sample, leader, bucket, similarity) -> {
                consumer.accept(sample, leader, bucket, similarity);
                if (similarity >= operator.threshold()) {
                    matched.add(bucket, sample);
                }
            }, progress);
            keepUnmatched(others, matched, left);
        }
    }

    /** Pairs every sample with the leaders before it, and tells which are no leaders. Buckets are numbered in order. */
    private void pair(RecordSorter pairs, RecordSorter others) {
        try (RecordCursor sample = open.cursor()) {
            long[] leaders = new long[LEADERS];
            int count = 0;
            long bucket = -1;
            long band = -1;
            long key = 0;
            while (sample.next()) {
                if (sample.value(0) != band || sample.value(1) != key) {
                    band = sample.value(0);
                    key = sample.value(1);
                    bucket++;
                    count = 0;
                }
                long reference = sample.value(3);
                for (int i = 0; i < count; i++) {
                    pairs.add(reference, leaders[i], bucket);
                }
                if (count < LEADERS) {
                    leaders[count++] = reference;
                } else {
                    others.add(bucket, reference, band, key, sample.value(2));
                }
            }
        }
    }

    private static void keepUnmatched(RecordSorter others, RecordSorter matched, RecordSorter left) {
        try (RecordCursor sample = others.cursor(); RecordCursor match = matched.cursor()) {
            boolean more = match.next();
            while (sample.next()) {
                int compared = more ? compare(match, sample) : 1;
                while (compared < 0) {
                    more = match.next();
                    compared = more ? compare(match, sample) : 1;
                }
                if (compared > 0) {
                    left.add(sample.value(2), sample.value(3), sample.value(4), sample.value(1));
                }
            }
        }
    }

    private static int compare(RecordCursor left, RecordCursor right) {
        int buckets = Long.compare(left.value(0), right.value(0));
        return buckets != 0 ? buckets : Long.compare(left.value(1), right.value(1));
    }

    @Override
    public void close() {
        open.close();
    }
}
