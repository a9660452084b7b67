package dev.tandem.core.dedup;

import dev.tandem.core.dedup.ClusterSummary.Part;
import dev.tandem.core.model.Digest;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds the spans of all shards that stand somewhere before, in one part of the hashes, and deals out what was found. A span is
 * referred to by its shard and its number there. Takes one sort of what is in a part, however often a span is repeated.
 */
public final class SpanSearch {
    /** Repeated spans of shards are written together up to this, at the borders of shards. */
    private static final int PART_BYTES = 4 << 20;

    private SpanSearch() {}

    /**
     * Finds repeated spans.
     *
     * @param repeated receives each with the first of its kind
     */
    public static BucketStatistics search(
            Signatures spans, Partition partition, SortSpace space, RecordSorter repeated, LongConsumer progress) {
        Kinds kinds = new Kinds(repeated);
        partition.ranges(spans.bands(), (band, from, to) -> {
            try (RecordSorter entries = new RecordSorter(3, false, space)) {
                for (int i = 0; i < spans.shards(); i++) {
                    SignatureReader reader = spans.shard().apply(i);
                    int shard = i;
                    if (reader.directory().samples() > 0) {
                        reader.entries(band, from, to, (hash, order, number) ->
                                entries.add(hash, order, Signatures.reference(shard, number)));
                    }
                    progress.accept(entries.added());
                }
                try (RecordCursor span = entries.cursor()) {
                    while (span.next()) {
                        kinds.add(span.value(0), span.value(2));
                    }
                }
                kinds.end();
            }
        });
        return kinds.statistics;
    }

    /** Spans with equal hashes, one kind after the other. */
    private static final class Kinds {
        private final RecordSorter repeated;
        private BucketStatistics statistics = BucketStatistics.NONE;
        private long hash;
        private long first;
        private long size;

        Kinds(RecordSorter repeated) {
            this.repeated = repeated;
        }

        void add(long nextHash, long reference) {
            if (size > 0 && hash == nextHash) {
                repeated.add(reference, first);
            } else {
                end();
                hash = nextHash;
                first = reference;
            }
            size++;
        }

        void end() {
            if (size > 0) {
                boolean several = size > 1;
                statistics = statistics.plus(
                        new BucketStatistics(size, several ? 1 : 0, several ? size : 0, 0, 0, size - 1));
            }
            size = 0;
        }
    }

    /**
     * Deals repeated spans out to their shards.
     *
     * @param repeated as parts found them
     * @param store stores {@link RepeatedSpans}
     */
    public static ClusterSummary deal(
            int shards, RecordSorter repeated, Clustering.Origin origin, Function<byte[], Digest> store, LongConsumer progress) {
        List<Part> parts = new ArrayList<>();
        RepeatedSpans.Writer writer = new RepeatedSpans.Writer();
        long found = 0;
        try (RecordCursor span = repeated.cursor()) {
            boolean more = span.next();
            for (int shard = 0; shard < shards; shard++) {
                RoaringBitmap numbers = new RoaringBitmap();
                for (; more && Signatures.shard(span.value(0)) == shard; more = span.next()) {
                    numbers.add(Signatures.row(span.value(0)));
                    found++;
                }
                writer.add(numbers);
                progress.accept(found);
                if (writer.size() >= PART_BYTES || shard == shards - 1) {
                    parts.add(new Part(shard + 1 - writer.shards(), writer.shards(), store.apply(writer.bytes())));
                    writer = new RepeatedSpans.Writer();
                }
            }
        }
        return new ClusterSummary(
                ClusterSummary.FORMAT, shards, origin.signatures(), origin.pairs(), parts, 0, 0, found, List.of(), List.of(),
                List.of(), origin.statistics(), Optional.empty());
    }
}
