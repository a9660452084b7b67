package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketResult;
import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.Clustering;
import dev.tandem.core.dedup.Partition;
import dev.tandem.core.dedup.SignatureDirectory;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.Signatures;
import dev.tandem.core.dedup.SpanFile;
import dev.tandem.core.dedup.SpanSearch;
import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Digest;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.SpanDeduplicator;
import dev.tandem.core.plan.OperatorSpec;
import dev.tandem.core.shard.Overlay;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Cuts repeated spans out of the samples of all shards of a step, in the four kinds of work of a {@link DedupStep}, whose keys they
 * have: the hashes of the spans of a shard; what is repeated in one part of the hashes of all shards; what of that concerns each
 * shard; and what is left of a shard. Memory is bounded by a setting.
 */
public final class SpanStep {
    private final ShardStore store;
    private final SortSpace space;
    private final DedupObjects objects;

    /**
     * A step.
     *
     * @param space where spans are sorted
     */
    public SpanStep(ShardStore store, SortSpace space) {
        this.store = store;
        this.space = space;
        this.objects = new DedupObjects(store.contents(), space.folder());
    }

    /** Hashes the spans of the live samples of one shard; does nothing where that is done already. Returns {@code key}. */
    public Digest sign(Digest key, ShardView input, SpanDeduplicator operator, Progress progress) {
        if (objects.isSigned(key)) {
            return key;
        }
        try (SpanFile spans = new SpanFile(space)) {
            long[] done = {0};
            store.live(input, (row, sample) -> {
                add(spans, sample, operator);
                progress.done(++done[0]);
            });
            objects.publish(key, spans);
        }
        return key;
    }

    private static void add(SpanFile spans, Sample sample, SpanDeduplicator operator) {
        try {
            spans.add(sample.id(), operator.spans(SpanCutting.texts(sample)));
        } catch (SampleFailedException e) {
            // It fails again when it is cut, and is told of then.
            spans.add(sample.id(), new long[0]);
        }
    }

    /** In how many parts of all hashes repeated spans are looked for, so that each fits into memory. */
    public int parts(List<Digest> signed) {
        return Partition.count(objects.signatures(signed, 0), space.memoryBytes());
    }

    /** Finds repeated spans in one part of the hashes; does nothing where that is done already. Returns {@code key}. */
    public Digest bucket(Digest key, List<Digest> signed, int part, int parts, Progress progress) {
        if (!objects.isBucketed(key)) {
            try (RecordSorter repeated = Clustering.edges(space)) {
                BucketStatistics statistics = SpanSearch.search(
                        objects.signatures(signed, 0), new Partition(part, parts), space, repeated, progress::done);
                objects.publish(key, repeated, statistics);
            }
        }
        return key;
    }

    /** All parts, one after the other; returns their keys. */
    public List<Digest> buckets(List<Digest> signed, OperatorSpec spec, Map<String, Digest> models, Progress progress) {
        int parts = parts(signed);
        DedupStep.Signed all = new DedupStep.Signed(signed, 0);
        return IntStream.range(0, parts)
                .mapToObj(part -> bucket(DedupStep.bucketKey(all, spec, models, part, parts), signed, part, parts, progress))
                .toList();
    }

    /** Deals out what all parts found; does nothing where that is done already. Returns {@code key}. */
    public Digest deal(Digest key, List<Digest> signed, List<Digest> bucketKeys, Progress progress) {
        if (objects.isClustered(key)) {
            return key;
        }
        BucketStatistics statistics = BucketStatistics.NONE;
        try (RecordSorter repeated = Clustering.edges(space)) {
            for (Digest bucketKey : bucketKeys) {
                BucketResult bucket = objects.bucket(bucketKey);
                statistics = statistics.plus(bucket.statistics());
                objects.readEdges(bucket, repeated);
                progress.done(repeated.added());
            }
            Clustering.Origin origin =
                    new Clustering.Origin(objects.putKeys(signed), objects.putKeys(bucketKeys), statistics);
            objects.publish(
                    key, SpanSearch.deal(signed.size(), repeated, origin, objects::putMembers, progress::done));
        }
        return key;
    }

    /**
     * Cuts the samples of one shard.
     *
     * @param index of the shard in the order in which the shards were signed
     */
    public ShardView select(
            Digest key,
            ShardView input,
            Digest clusterKey,
            int index,
            OperatorSpec spec,
            SpanDeduplicator operator,
            Progress progress) {
        Optional<ShardView> found = store.reuse(key);
        if (found.isPresent()) {
            return found.get();
        }
        LargeMedia media = new LargeMedia(store);
        SpanCutting cutting = new SpanCutting(
                spec.label(), operator, objects.repeated(clusterKey, index), input.rows(), store.newOverlay(media));
        long[] done = {0};
        store.live(input, (row, sample) -> {
            cutting.add(row, sample);
            progress.done(++done[0]);
        });
        return store.finish(PassStep.view(store, key, input, List.of(spec), cutting.finish(), done[0], media));
    }

    /** For callers that hold samples in memory: the same result without a store. */
    public static FusedPass.Result inMemory(String label, SpanDeduplicator operator, List<Sample> samples) {
        SortSpace space = SortSpace.temporary(DedupStep.MEMORY_BYTES);
        try (SpanFile spans = new SpanFile(space); RecordSorter repeated = Clustering.edges(space)) {
            samples.forEach(sample -> add(spans, sample, operator));
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            SignatureDirectory directory = spans.write(file);
            byte[] bytes = file.toByteArray();
            SignatureReader reader = new SignatureReader(
                    directory, (offset, length) -> Arrays.copyOfRange(bytes, (int) offset, (int) offset + length));
            SpanSearch.search(new Signatures(1, unused -> reader), new Partition(0, 1), space, repeated, unused -> {});
            RoaringBitmap numbers = new RoaringBitmap();
            try (RecordCursor span = repeated.cursor()) {
                while (span.next()) {
                    numbers.add((int) span.value(0));
                }
            }
            return cut(label, operator, samples, numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FusedPass.Result cut(
            String label, SpanDeduplicator operator, List<Sample> samples, RoaringBitmap repeated) {
        SpanCutting cutting =
                new SpanCutting(label, operator, repeated, samples.size(), new Overlay());
        for (int row = 0; row < samples.size(); row++) {
            cutting.add(row, samples.get(row));
        }
        return cutting.finish();
    }
}
