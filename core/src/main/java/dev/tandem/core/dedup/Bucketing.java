package dev.tandem.core.dedup;

import dev.tandem.core.operator.Similarity;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Finds the duplicates among samples that share a band key, in one part of the keys, and writes each pair as an edge.
 *
 * <ul>
 *   <li>Where sharing a key is enough, every sample of a bucket is linked with the first one: a star, not all pairs.
 *   <li>Else samples with equal evidence are linked at once, and one of each kind is compared: with all others of its
 *       bucket where there are at most {@value #ALL_PAIRS} kinds, and in a larger one as {@link LargeBuckets} says, so that
 *       work grows with the bucket and not with its square. What is missed there is found when the samples share another
 *       band; such buckets are counted.
 *   <li>Where each sample is compared by one number, that stands with its key: kinds are compared as soon as they meet, up to
 *       {@value #ALL_NUMBERS} of a bucket.
 * </ul>
 *
 * Kinds are ordered by their evidence: which are compared does not depend on shards or their order.
 *
 * <p>Where some shards were deduplicated earlier, only pairs with a new sample are looked for, and of the earlier shards only
 * the blocks are read that can have a key of a new sample.
 */
final class Bucketing {
    static final int ALL_PAIRS = 64;
    static final int ALL_NUMBERS = 4096;

    /** Sorters that are in use at the same time. */
    private static final int SORTERS = 3;

    private final Signatures signatures;
    private final Similarity operator;
    private final SortSpace space;
    private final LongConsumer progress;
    private final RecordSorter edges;
    /** Whether entries have what samples are compared by. */
    private final boolean direct;
    private BucketStatistics statistics = BucketStatistics.NONE;
    private long pairs;
    private long similar;

    private Bucketing(
            Signatures signatures, Similarity operator, SortSpace space, LongConsumer progress, RecordSorter edges) {
        this.signatures = signatures;
        this.operator = operator;
        this.space = space.share(SORTERS);
        this.progress = progress;
        this.edges = edges;
        this.direct = operator.verifies() && signatures.single();
    }

    /** A sorter of edges, for a caller to give and to close. */
    static RecordSorter edges(SortSpace space) {
        return new RecordSorter(2, true, space.share(SORTERS));
    }

    /**
     * Finds duplicates.
     *
     * @param edges receives two references for each pair of duplicates, the smaller one first
     * @param progress told something now and then
     */
    static BucketStatistics run(
            Signatures signatures,
            Partition partition,
            Similarity operator,
            SortSpace space,
            RecordSorter edges,
            LongConsumer progress) {
        Bucketing bucketing = new Bucketing(signatures, operator, space, progress, edges);
        int bands = signatures.bands();
        bucketing.run((candidates, large) -> partition.ranges(bands, (band, from, to) ->
                bucketing.band(band, candidates, large, entries -> bucketing.range(band, from, to, entries))));
        return bucketing.statistics;
    }

    /**
     * Finds duplicates in some buckets only, and reads only the blocks that can have one of them.
     *
     * @param keys of each band, the keys of the buckets, ascending
     */
    static BucketStatistics run(
            Signatures signatures,
            List<long[]> keys,
            Similarity operator,
            SortSpace space,
            RecordSorter edges,
            LongConsumer progress) {
        Bucketing bucketing = new Bucketing(signatures, operator, space, progress, edges);
        bucketing.run((candidates, large) -> {
            for (int band = 0; band < keys.size(); band++) {
                int number = band;
                bucketing.band(band, candidates, large, entries -> bucketing.having(number, keys.get(number), entries));
            }
        });
        return bucketing.statistics;
    }

    /** Goes through the bands. */
    @FunctionalInterface
    private interface Bands {
        void read(RecordSorter candidates, LargeBuckets large);
    }

    private void run(Bands bands) {
        try (RecordSorter candidates = new RecordSorter(2, true, space);
                LargeBuckets large = new LargeBuckets(signatures, operator, space)) {
            bands.read(candidates, large);
            SimilarPairs.compare(candidates, signatures, operator, space, this::compared, progress);
            large.compare(this::compared, progress);
            statistics = statistics.plus(new BucketStatistics(0, 0, 0, 0, pairs, similar));
        }
    }

    private void compared(long left, long right, long tag, double similarity) {
        pairs++;
        if (similarity >= operator.threshold()) {
            similar++;
            link(left, right);
        }
    }

    private void band(int band, RecordSorter candidates, LargeBuckets large, Consumer<RecordSorter> collecting) {
        try (RecordSorter entries = new RecordSorter(3, false, space)) {
            collecting.accept(entries);
            try (RecordCursor entry = entries.cursor()) {
                Bucket bucket = new Bucket(band, candidates, large);
                while (entry.next()) {
                    bucket.add(entry.value(0), entry.value(1), entry.value(2));
                }
                bucket.end();
            }
            statistics = statistics.plus(new BucketStatistics(entries.added(), 0, 0, 0, 0, 0));
        }
    }

    /** Collects the entries of the new samples in a range of keys, and the earlier ones that share a key with them. */
    private void range(int band, long from, long to, RecordSorter entries) {
        Entries collected = new Entries(entries);
        for (int i = signatures.firstNew(); i < signatures.shards(); i++) {
            collected.add(i, reader -> reader.entries(band, from, to, collected));
        }
        if (signatures.firstNew() > 0) {
            having(band, keys(entries), signatures.firstNew(), collected);
        }
    }

    /** Collects the entries of all samples with one of these keys. */
    private void having(int band, long[] keys, RecordSorter entries) {
        having(band, keys, signatures.shards(), new Entries(entries));
    }

    private void having(int band, long[] keys, int shards, Entries collected) {
        for (int i = 0; i < shards; i++) {
            collected.add(i, reader -> reader.entries(band, keys, collected));
        }
    }

    /** The different keys of the new samples: of the others, only those with the same ones matter. */
    private static long[] keys(RecordSorter entries) {
        LongArrayList keys = new LongArrayList();
        try (RecordCursor entry = entries.cursor()) {
            while (entry.next()) {
                if (keys.isEmpty() || keys.topLong() != entry.value(0)) {
                    keys.add(entry.value(0));
                }
            }
        }
        return keys.toLongArray();
    }

    /** Collects entries of one shard after the other. */
    private final class Entries implements SignatureReader.EntryConsumer {
        private final RecordSorter entries;
        private final long[] record = new long[3];
        private LongUnaryOperator evidenceOf;
        private int shard;

        Entries(RecordSorter entries) {
            this.entries = entries;
        }

        void add(int nextShard, Consumer<SignatureReader> reading) {
            shard = nextShard;
            SignatureReader reader = signatures.shard().apply(shard);
            // Numbers are compared with hashes of other shards.
            boolean hashed = !direct && reader.directory().single();
            evidenceOf = !operator.verifies() ? unused -> 0 : hashed ? SignatureWriter::hash : found -> found;
            if (reader.directory().samples() > 0) {
                reading.accept(reader);
            }
            progress.accept(entries.added());
        }

        @Override
        public void accept(long key, long evidence, int row) {
            record[0] = key;
            record[1] = evidenceOf.applyAsLong(evidence);
            record[2] = Signatures.reference(shard, row);
            entries.add(record, record.length);
        }
    }

    private void link(long left, long right) {
        edges.add(Math.min(left, right), Math.max(left, right));
    }

    /** The bucket that is being read. */
    private final class Bucket {
        private final int band;
        private final RecordSorter candidates;
        private final LargeBuckets large;
        private final int most = direct ? ALL_NUMBERS : ALL_PAIRS;
        private final long[] kinds = new long[most];
        private final long[] kindEvidence = new long[most];
        private final long[] one = new long[1];
        private final long[] other = new long[1];
        private long key;
        private long evidence;
        private long first;
        private long kindCount;
        private long size;

        Bucket(int band, RecordSorter candidates, LargeBuckets large) {
            this.band = band;
            this.candidates = candidates;
            this.large = large;
        }

        void add(long nextKey, long nextEvidence, long reference) {
            boolean sameKey = size > 0 && key == nextKey;
            if (!sameKey) {
                end();
                key = nextKey;
            }
            size++;
            if (sameKey && evidence == nextEvidence) {
                link(first, reference);
            } else {
                evidence = nextEvidence;
                first = reference;
                kind(reference);
            }
        }

        private void kind(long reference) {
            if (kindCount < most) {
                int number = (int) kindCount;
                for (int i = 0; i < number; i++) {
                    if (signatures.isNew(kinds[i]) || signatures.isNew(reference)) {
                        pair(i, reference);
                    }
                }
                kinds[number] = reference;
                kindEvidence[number] = evidence;
            } else {
                if (kindCount == most) {
                    for (int i = 0; i < most; i++) {
                        large.add(band, key, kindEvidence[i], kinds[i]);
                    }
                }
                large.add(band, key, evidence, reference);
            }
            kindCount++;
        }

        private void pair(int kind, long reference) {
            if (direct) {
                one[0] = kindEvidence[kind];
                other[0] = evidence;
                compared(kinds[kind], reference, 0, operator.similarity(one, other));
            } else {
                candidates.add(Math.min(kinds[kind], reference), Math.max(kinds[kind], reference), 0);
            }
        }

        void end() {
            if (size > 1) {
                progress.accept(pairs);
                statistics = statistics.plus(
                        new BucketStatistics(0, 1, size, kindCount > most ? 1 : 0, 0, 0));
            }
            size = 0;
            kindCount = 0;
        }
    }
}
