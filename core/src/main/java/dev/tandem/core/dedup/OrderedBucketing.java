package dev.tandem.core.dedup;

import dev.tandem.core.operator.SetDeduplicator;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Finds the duplicates among samples with the same key, in one part of the keys, where each is compared with those before it in
 * an order. A duplicate is linked with the most similar sample before it and with no other: what hangs together is a tree, whose
 * first sample has the greatest preference and so stays, as if all had been compared by one process.
 *
 * <p>A bucket that does not fit into memory is gone through in blocks: all samples after a block are compared with it, and those
 * that are not in it make the next ones. Samples with equal evidence are linked without a comparison; of different ones each is
 * compared with the {@value #MOST_EARLIER} before it, so that work grows with a bucket and not with its square. Buckets where that
 * leaves a comparison out are counted.
 */
final class OrderedBucketing {
    static final int MOST_EARLIER = 1 << 15;

    /** Sorters, and the block that others are compared with, that are in use at the same time. */
    private static final int SHARES = 5;

    private static final int ID = 4;
    /** Key, preference, id: what samples are ordered by. */
    private static final int ORDER = 1 + SignatureWriter.PREFERENCE_LONGS + ID;
    /** Key and place in its bucket, and then the sample and its evidence. */
    private static final int REST = 3;

    private static final int LEAST_BLOCK = 256;

    private final Signatures signatures;
    private final SetDeduplicator operator;
    private final SortSpace space;
    private final RecordSorter edges;
    private final LongConsumer progress;
    private long entries;
    private long buckets;
    private long largest;
    private long capped;
    private long pairs;
    private long similar;

    private OrderedBucketing(
            Signatures signatures, SetDeduplicator operator, SortSpace space, RecordSorter edges, LongConsumer progress) {
        this.signatures = signatures;
        this.operator = operator;
        this.space = space.share(SHARES);
        this.edges = edges;
        this.progress = progress;
    }

    static BucketStatistics run(
            Signatures signatures,
            Partition partition,
            SetDeduplicator operator,
            SortSpace space,
            RecordSorter edges,
            LongConsumer progress) {
        OrderedBucketing bucketing = new OrderedBucketing(signatures, operator, space, edges, progress);
        partition.ranges(signatures.bands(), bucketing::band);
        return new BucketStatistics(
                bucketing.entries, bucketing.buckets, bucketing.largest, bucketing.capped, bucketing.pairs, bucketing.similar);
    }

    private void band(int band, long from, long to) {
        try (RecordSorter found = new RecordSorter(1, false, space);
                RecordSorter ordered = new RecordSorter(ORDER, false, space);
                RecordSorter nearest = new RecordSorter(3, false, space)) {
            for (int i = 0; i < signatures.shards(); i++) {
                SignatureReader reader = signatures.shard().apply(i);
                int shard = i;
                if (reader.directory().samples() > 0) {
                    reader.entries(band, from, to, (key, evidence, row) -> found.add(Signatures.reference(shard, row), key));
                }
                progress.accept(found.added());
            }
            entries += found.added();
            order(found, ordered);
            compare(ordered, nearest);
            link(nearest);
        }
    }

    private void order(RecordSorter found, RecordSorter ordered) {
        Signatures.NodeLookup nodes = signatures.nodes();
        Signatures.EvidenceLookup evidence = signatures.evidence();
        long[] node = new long[ID + SignatureWriter.PREFERENCE_LONGS];
        long[] record = new long[ORDER + 1];
        try (RecordCursor sample = found.cursor()) {
            while (sample.next()) {
                long reference = sample.value(0);
                nodes.copy(reference, node, 0);
                long[] numbers = evidence.of(reference);
                if (record.length < ORDER + 1 + numbers.length) {
                    record = new long[ORDER + 1 + numbers.length];
                }
                record[0] = sample.value(1);
                for (int i = 0; i < SignatureWriter.PREFERENCE_LONGS; i++) {
                    // Unsigned, the greatest first.
                    record[1 + i] = node[ID + i] ^ Long.MAX_VALUE;
                }
                for (int i = 0; i < ID; i++) {
                    record[ORDER - ID + i] = node[i] ^ Long.MIN_VALUE;
                }
                record[ORDER] = reference;
                System.arraycopy(numbers, 0, record, ORDER + 1, numbers.length);
                ordered.add(record, ORDER + 1 + numbers.length);
            }
        }
        progress.accept(ordered.added());
    }

    private void compare(RecordSorter ordered, RecordSorter nearest) {
        RecordSorter rest = new RecordSorter(2, false, space);
        try {
            distinct(ordered, rest, nearest);
            while (rest.added() > 0) {
                RecordSorter last = rest;
                rest = new RecordSorter(2, false, space);
                try (last; RecordCursor sample = last.cursor()) {
                    Block block = new Block(rest, nearest);
                    while (sample.next()) {
                        block.add(sample.value(0), sample.value(1), sample.value(2), sample.from(REST));
                    }
                }
            }
        } finally {
            rest.close();
        }
    }

    /** Links samples with equal evidence, and compares the first of each kind with a first block. */
    private void distinct(RecordSorter ordered, RecordSorter rest, RecordSorter nearest) {
        Block block = new Block(rest, nearest);
        long[] last = {};
        long key = 0;
        long first = 0;
        long kinds = 0;
        long size = 0;
        try (RecordCursor sample = ordered.cursor()) {
            while (sample.next()) {
                long[] numbers = sample.from(ORDER + 1);
                boolean same = size > 0 && key == sample.value(0);
                if (!same) {
                    end(size, kinds);
                    key = sample.value(0);
                    size = 0;
                    kinds = 0;
                }
                size++;
                if (same && Arrays.equals(numbers, last) && operator.similarity(numbers, last) > operator.threshold()) {
                    similar++;
                    edges.add(Math.min(first, sample.value(ORDER)), Math.max(first, sample.value(ORDER)));
                } else {
                    last = numbers;
                    first = sample.value(ORDER);
                    block.add(key, kinds++, first, numbers);
                }
            }
        }
        end(size, kinds);
    }

    private void end(long size, long kinds) {
        buckets += size > 1 ? 1 : 0;
        largest = Math.max(largest, size > 1 ? size : 0);
        capped += kinds > MOST_EARLIER ? 1 : 0;
    }

    /** The first samples of the bucket that is being read which are not yet compared with all that follow. */
    private final class Block {
        private final RecordSorter rest;
        private final RecordSorter nearest;
        private final SetDeduplicator.Earlier earlier = operator.earlier();
        private long[] references = {};
        private long key;
        private long start;
        private int count;

        Block(RecordSorter rest, RecordSorter nearest) {
            this.rest = rest;
            this.nearest = nearest;
        }

        /** Takes samples in order of their places. */
        void add(long nextKey, long place, long reference, long[] evidence) {
            if (count == 0 || key != nextKey) {
                key = nextKey;
                start = place;
                count = 0;
                earlier.clear();
            }
            int from = (int) Math.clamp(place - MOST_EARLIER - start, 0, count);
            pairs += count - from;
            int found = earlier.nearest(evidence, from);
            if (found >= 0) {
                nearest.add(reference, -Double.doubleToRawLongBits(earlier.similarity()), start + found, references[found]);
            }
            if (count < capacity(evidence.length)) {
                references = Arrays.copyOf(references, Math.max(references.length, capacity(evidence.length)));
                references[count++] = reference;
                earlier.add(evidence);
            } else {
                long[] record = new long[REST + evidence.length];
                record[0] = key;
                record[1] = place;
                record[2] = reference;
                System.arraycopy(evidence, 0, record, REST, evidence.length);
                rest.add(record, record.length);
            }
            progress.accept(pairs);
        }

        private int capacity(int numbers) {
            return (int) Math.clamp(space.memoryBytes() / Long.BYTES / Math.max(1, numbers), LEAST_BLOCK, MOST_EARLIER);
        }
    }

    /** Of what blocks found for a sample, the most similar counts; of several the first. */
    private void link(RecordSorter nearest) {
        try (RecordCursor found = nearest.cursor()) {
            long last = -1;
            while (found.next()) {
                if (found.value(0) != last) {
                    last = found.value(0);
                    similar++;
                    edges.add(Math.min(last, found.value(3)), Math.max(last, found.value(3)));
                }
            }
        }
    }
}
