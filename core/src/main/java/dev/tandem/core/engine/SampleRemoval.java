package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketResult;
import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.Clustering;
import dev.tandem.core.dedup.SignatureRemoval;
import dev.tandem.core.json.Json;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import dev.tandem.core.store.ContentStore;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongRBTreeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes samples out of what was compared, as if they had never been there. Signatures without them are written anew where they
 * were, and of the pairs only those are looked for again that share a bucket with a removed sample: two duplicates of it may be
 * linked through it alone. What identifies the samples of every shard is read once.
 */
public final class SampleRemoval {
    private final DedupObjects objects;
    private final SortSpace space;

    /**
     * Work on a store.
     *
     * @param space where pairs are sorted
     */
    public SampleRemoval(ContentStore contents, SortSpace space) {
        this.objects = new DedupObjects(contents, space.folder());
        this.space = space;
    }

    /**
     * Signatures without some samples.
     *
     * @param signatures keys, in the order of the shards
     * @param replaced keys of those that are new, by the keys of those that they stand in place of
     * @param ids of the samples that were there
     * @param references to these
     * @param keys of these in each band, ascending
     */
    public record Rest(
            List<Digest> signatures,
            Map<Digest, Digest> replaced,
            Set<Digest> ids,
            LongOpenHashSet references,
            List<long[]> keys) {}

    /** Takes samples out of signatures. */
    public Rest fromSignatures(List<Digest> signatures, Set<Digest> ids) {
        SignatureRemoval removal = new SignatureRemoval(ids);
        List<Digest> left = new ArrayList<>();
        Map<Digest, Digest> replaced = new TreeMap<>();
        Set<Digest> found = new TreeSet<>();
        LongOpenHashSet references = new LongOpenHashSet();
        List<LongRBTreeSet> keys = new ArrayList<>();
        for (int shard = 0; shard < signatures.size(); shard++) {
            Digest original = signatures.get(shard);
            Optional<SignatureRemoval.Rest> rest = removal.of(objects.signatures(original));
            if (rest.isEmpty()) {
                left.add(original);
                continue;
            }
            // Named by what is left: the order in which samples are removed makes no difference.
            Digest key = Digest.of("signatures:" + Digest.of(rest.get().written().bytes()));
            objects.publish(key, rest.get().written());
            left.add(key);
            replaced.put(original, key);
            found.addAll(rest.get().ids());
            for (int row : rest.get().rows()) {
                references.add(Clustering.reference(shard, row));
            }
            add(rest.get().keys(), keys);
        }
        return new Rest(left, replaced, found, references, keys.stream().map(LongRBTreeSet::toLongArray).toList());
    }

    private static void add(List<LongArrayList> found, List<LongRBTreeSet> keys) {
        for (int band = 0; band < found.size(); band++) {
            if (keys.size() == band) {
                keys.add(new LongRBTreeSet());
            }
            keys.get(band).addAll(found.get(band));
        }
    }

    /** Takes the samples out of the pairs of duplicates among the signatures; returns the keys of the pairs that are left. */
    public List<Digest> fromPairs(Rest rest, List<Digest> pairs, Deduplicator operator, Progress progress) {
        List<Digest> left = new ArrayList<>();
        for (Digest key : pairs) {
            left.add(withoutRemoved(key, rest));
        }
        try (RecordSorter edges = Clustering.edges(space)) {
            left.add(publish("again", List.of(), rest, edges, Clustering.buckets(
                    objects.signatures(rest.signatures(), 0), rest.keys(), operator, space, edges, progress::done)));
        }
        return left;
    }

    private Digest withoutRemoved(Digest key, Rest rest) {
        BucketResult bucket = objects.bucket(key);
        try (RecordSorter all = Clustering.edges(space); RecordSorter kept = Clustering.edges(space)) {
            objects.readEdges(bucket, all);
            long pairs = 0;
            try (RecordCursor edge = all.cursor()) {
                for (; edge.next(); pairs++) {
                    if (!rest.references().contains(edge.value(0)) && !rest.references().contains(edge.value(1))) {
                        kept.add(edge.value(0), edge.value(1));
                    }
                }
            }
            return kept.added() == pairs ? key : publish("without", List.of(key), rest, kept, bucket.statistics());
        }
    }

    private Digest publish(String work, List<Digest> from, Rest rest, RecordSorter edges, BucketStatistics statistics) {
        Digest key = Digest.of(Json.bytes(List.of(work, from, rest.signatures(), rest.replaced())));
        objects.publish(key, edges, statistics);
        return key;
    }
}
