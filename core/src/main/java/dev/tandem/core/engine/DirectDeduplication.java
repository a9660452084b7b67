package dev.tandem.core.engine;

import dev.tandem.core.dedup.BucketStatistics;
import dev.tandem.core.dedup.ClusterMembers;
import dev.tandem.core.dedup.ClusterMembers.Member;
import dev.tandem.core.dedup.ClusterSummary;
import dev.tandem.core.dedup.Clustering;
import dev.tandem.core.dedup.Partition;
import dev.tandem.core.dedup.RangeReader;
import dev.tandem.core.dedup.SignatureReader;
import dev.tandem.core.dedup.SignatureWriter;
import dev.tandem.core.dedup.Signatures;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.operator.Similarity;
import dev.tandem.core.shard.RowFailure;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Removes duplicates in one process, without a store: samples are signed as they come, and what they are compared by is held in
 * memory, or in a local file once there is more of it. The greatest advantage: nothing is written and read again in between. The
 * greatest limitation: nothing is kept, so that what breaks off begins anew. What stays is what stays in a run, bit by bit, since the
 * same buckets, comparisons and clusters are made of the same signatures.
 */
public final class DirectDeduplication implements AutoCloseable {
    /** Of signatures that are put in order together. */
    private static final int PIECE_BYTES = 8 << 20;
    /** For signatures, and for what is sorted. */
    private static final int SHARES = 2;
    private static final Digest NOT_STORED = Digest.of("");

    private final Deduplicator operator;
    private final SortSpace space;
    private final HeldBytes held;
    private final List<Long> firsts = new ArrayList<>();
    private final List<SignatureReader> pieces = new ArrayList<>();
    private Signing signing;
    private ClusterSummary summary;
    private final List<HeldMembers> members = new ArrayList<>();

    private record HeldMembers(RangeReader bytes, int length) {
        ClusterMembers read() {
            return ClusterMembers.decode(bytes.read(0, length));
        }
    }

    /**
     * Without samples yet.
     *
     * @param space memory for all of it, and the folder for what does not fit
     */
    public DirectDeduplication(Deduplicator operator, SortSpace space) {
        this.operator = operator;
        this.space = space.share(SHARES);
        this.held = new HeldBytes(this.space);
    }

    /**
     * What became of a sample.
     *
     * @param position of the sample
     * @param member its place in a cluster; none where it could not be compared
     */
    public record Verdict(long position, boolean keep, Optional<Member> member, Optional<RowFailure> failure) {}

    /** Signs a sample; positions ascend. */
    public void add(long position, SampleView sample) {
        if (signing == null || signing.bytes() >= Math.min(PIECE_BYTES, space.memoryBytes())
                || position - firsts.getLast() > Integer.MAX_VALUE) {
            endPiece();
            signing = new Signing(operator);
            firsts.add(position);
        }
        signing.add((int) (position - firsts.getLast()), sample);
    }

    private void endPiece() {
        if (signing != null) {
            SignatureWriter.Written written = signing.finish();
            pieces.add(new SignatureReader(written.directory(), held.hold(written.bytes())));
            signing = null;
        }
    }

    /** Finds what is the same among all that were added; nothing can be added any more. */
    public ClusterSummary find() {
        endPiece();
        summary = find(operator, new Signatures(pieces.size(), pieces::get), space, bytes -> {
            members.add(new HeldMembers(held.hold(bytes), bytes.length));
            return NOT_STORED;
        });
        return summary;
    }

    /** The clusters of signatures that are at hand, in one part. */
    static ClusterSummary find(Similarity operator, Signatures signatures, SortSpace space, Function<byte[], Digest> members) {
        try (RecordSorter edges = Clustering.edges(space)) {
            BucketStatistics statistics =
                    Clustering.bucket(signatures, new Partition(0, 1), operator, space, edges, unused -> {});
            Clustering.Origin origin = new Clustering.Origin(NOT_STORED, NOT_STORED, statistics);
            return Clustering.cluster(signatures, edges, origin, operator, space, members, unused -> {});
        }
    }

    /** By ascending position, after {@link #find}. A sample of which nothing is told stays, and has no duplicate. */
    public Iterator<Verdict> verdicts() {
        return IntStream.range(0, members.size()).boxed().flatMap(this::verdicts).iterator();
    }

    private Stream<Verdict> verdicts(int part) {
        ClusterSummary.Part place = summary.parts().get(part);
        ClusterMembers found = members.get(part).read();
        return IntStream.range(0, place.shards()).boxed().flatMap(i -> {
            ClusterMembers.Shard piece = found.shard(i);
            long first = firsts.get(place.first() + i);
            return Stream.concat(
                            piece.members().stream().map(member -> new Verdict(
                                    first + member.row(), member.stays(), Optional.of(member), Optional.empty())),
                            piece.failed().stream().map(failed -> new Verdict(
                                    first + failed.row(), false, Optional.empty(),
                                    Optional.of(new RowFailure(failed.code(), failed.message())))))
                    .sorted(Comparator.comparingLong(Verdict::position));
        });
    }

    /** Bytes that did not fit into memory, beside what was sorted in files. */
    long spilled() {
        return held.spilled();
    }

    @Override
    public void close() {
        held.close();
    }
}
