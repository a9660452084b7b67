package dev.tandem.core.dedup;

import dev.tandem.core.dedup.Candidates.Located;
import dev.tandem.core.dedup.Clusters.Cluster;
import dev.tandem.core.dedup.Clusters.Member;
import dev.tandem.core.dedup.Clusters.Part;
import dev.tandem.core.operator.Deduplicator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Clusters the signatures of all shards: candidates from shared band keys, exact similarity of each pair, and in every
 * set of samples that are linked by similar pairs, the one to keep. The greatest advantage: a candidate pair is verified,
 * so nothing is merged on a hash collision. The greatest limitation: links are transitive, so the ends of a long chain of
 * small changes fall into one cluster.
 *
 * @param pairs comparisons made
 * @param merged samples that do not stay
 */
public record Clustering(Clusters clusters, long pairs, long merged) {

    /**
     * Clusters.
     *
     * @param blocks the signatures of each shard; called twice for each
     * @param progress told how many candidates are done
     */
    public static Clustering of(
            int shards, IntFunction<SignatureBlock> blocks, Deduplicator operator, LongConsumer progress) {
        List<Part> parts = new ArrayList<>();
        Candidates candidates = Candidates.of(
                shards,
                shard -> {
                    SignatureBlock block = blocks.apply(shard);
                    if (parts.size() == shard) {
                        parts.add(new Part(new ArrayList<>(), block.failed()));
                    }
                    return block;
                },
                () -> progress.accept(0));
        PairSearch.Result found = PairSearch.run(candidates, operator, progress);
        List<Cluster> clusters = new ArrayList<>();
        long merged = 0;
        for (List<Located> samples : groups(candidates, found.clusters())) {
            Located kept = kept(samples);
            for (Located sample : samples) {
                double similarity = sample == kept ? Double.NaN : operator.similarity(sample.evidence(), kept.evidence());
                parts.get(sample.shard()).members().add(
                        new Member(sample.signed().row(), clusters.size(), similarity));
            }
            clusters.add(new Cluster(samples.getFirst().id(), kept.id(), samples.size()));
            merged += samples.size() - 1;
        }
        parts.forEach(part -> part.members().sort(Comparator.comparingInt(Member::row)));
        return new Clustering(Clusters.of(clusters, parts), found.pairs(), merged);
    }

    /** Clusters of two or more, each in order of id, ordered by their smallest. */
    private static Iterable<List<Located>> groups(Candidates candidates, UnionFind clusters) {
        Map<Integer, List<Located>> groups = new LinkedHashMap<>();
        for (int i = 0; i < candidates.size(); i++) {
            groups.computeIfAbsent(clusters.root(i), unused -> new ArrayList<>(2)).add(candidates.sample(i));
        }
        groups.values().removeIf(group -> group.size() < 2);
        return groups.values();
    }

    /** The sample with the greatest preference; of several, the first, which has the smallest id. */
    private static Located kept(List<Located> samples) {
        Located kept = samples.getFirst();
        byte[] greatest = preference(kept);
        for (Located sample : samples) {
            byte[] preference = preference(sample);
            if (Arrays.compareUnsigned(preference, greatest) > 0) {
                kept = sample;
                greatest = preference;
            }
        }
        return kept;
    }

    /** UTF-8 bytes have the order of code points; the chars of a string do not. */
    private static byte[] preference(Located sample) {
        return sample.signed().signature().preference().getBytes(StandardCharsets.UTF_8);
    }
}
