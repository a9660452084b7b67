package dev.tandem.core.dedup;

import dev.tandem.core.operator.Deduplicator;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Joins candidates that are similar enough, band by band, with memory of one bit per band and candidate instead of a list
 * of pairs. Every bucket elects leaders, and every member is compared with the leaders before it, in order of id:
 *
 * <ul>
 *   <li>In a bucket of at most {@value #ALL_PAIRS} samples every member is a leader: all pairs are compared.
 *   <li>In a larger one only a member that is similar to no leader so far becomes one, and there are at most
 *       {@value #LEADERS}: work grows with the bucket, not with its square. A member similar only to a sample that is no
 *       leader can be missed in this bucket; it is found when they share another band.
 * </ul>
 *
 * No pair is compared twice, nor one that is already joined. Bands, buckets and members have an order that follows from
 * the samples alone, so the clusters and the number of comparisons do as well.
 */
final class PairSearch {
    static final int ALL_PAIRS = 256;
    static final int LEADERS = 64;

    private final Candidates candidates;
    private final Deduplicator operator;
    private final UnionFind clusters;
    private final List<BitSet> leaders = new ArrayList<>();
    private long pairs;

    private PairSearch(Candidates candidates, Deduplicator operator) {
        this.candidates = candidates;
        this.operator = operator;
        this.clusters = new UnionFind(candidates.size());
    }

    /**
     * Clusters of candidates, and how many pairs were compared.
     *
     * @param clusters over the indexes of the candidates
     */
    record Result(UnionFind clusters, long pairs) {}

    /**
     * Compares and joins.
     *
     * @param progress told how many candidates are done, spread evenly over the bands
     */
    static Result run(Candidates candidates, Deduplicator operator, LongConsumer progress) {
        PairSearch search = new PairSearch(candidates, operator);
        int bands = candidates.bands().size();
        long[] members = {0};
        for (int i = 0; i < bands; i++) {
            int band = i;
            search.leaders.add(new BitSet(candidates.size()));
            candidates.bands().get(band).buckets((bucket, from, to) -> {
                IntArrayList leading = new IntArrayList();
                for (int member = from; member < to; member++) {
                    search.compare(band, bucket[member], leading, to - from <= ALL_PAIRS);
                    progress.accept(++members[0] / bands);
                }
            });
        }
        return new Result(search.clusters, search.pairs);
    }

    private void compare(int band, int member, IntArrayList leading, boolean allPairs) {
        boolean represented = false;
        for (int i = 0; i < leading.size(); i++) {
            int leader = leading.getInt(i);
            if (clusters.joined(leader, member)) {
                represented = true;
            } else if (!comparedBefore(band, leader, member) && similar(leader, member)) {
                clusters.join(leader, member);
                represented = true;
            }
        }
        if (allPairs || (!represented && leading.size() < LEADERS)) {
            leading.add(member);
            leaders.get(band).set(member);
        }
    }

    /** Whether the two met in an earlier band, where the one with the smaller id was a leader. */
    private boolean comparedBefore(int band, int leader, int member) {
        for (int earlier = 0; earlier < band; earlier++) {
            BandKeys keys = candidates.bands().get(earlier);
            if (keys.key(leader) == keys.key(member) && leaders.get(earlier).get(leader)) {
                return true;
            }
        }
        return false;
    }

    private boolean similar(int left, int right) {
        pairs++;
        return operator.similarity(candidates.sample(left).evidence(), candidates.sample(right).evidence())
                >= operator.threshold();
    }
}
