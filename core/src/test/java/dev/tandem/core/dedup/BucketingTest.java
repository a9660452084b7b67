package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.core.sort.RecordCursor;
import dev.tandem.core.sort.RecordSorter;
import dev.tandem.core.sort.SortSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

final class BucketingTest {
    private static final SortSpace SPACE = new SortSpace(1L << 20, Path.of(System.getProperty("java.io.tmpdir"), "tandem-test"));

    private final Set<Long> components = new HashSet<>();
    private long edges;

    /** Duplicates have the same first number. */
    private record FirstNumber(boolean verifies) implements Deduplicator {
        @Override
        public Optional<Signature> signature(SampleView sample) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double similarity(long[] left, long[] right) {
            return left[0] == right[0] ? 1 : 0;
        }

        @Override
        public double threshold() {
            return 1;
        }
    }

    /** Duplicates have first numbers that follow each other. */
    private record Neighbours() implements Deduplicator {
        @Override
        public Optional<Signature> signature(SampleView sample) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double similarity(long[] left, long[] right) {
            return Math.abs(left[0] - right[0]) <= 1 ? 1 : 0;
        }

        @Override
        public double threshold() {
            return 1;
        }
    }

    private BucketStatistics search(int count, IntUnaryOperator first, IntUnaryOperator second, boolean verifies) {
        return search(count, new FirstNumber(verifies), i -> new long[] {first.applyAsInt(i), second.applyAsInt(i)});
    }

    /** Samples in three shards, all in one bucket of the first and of the second band, and alone in the third. */
    private BucketStatistics search(int count, Deduplicator operator, IntFunction<long[]> evidence) {
        SignatureReader[] readers = new SignatureReader[3];
        for (int shard = 0; shard < readers.length; shard++) {
            SignatureWriter writer = new SignatureWriter();
            for (int i = shard; i < count; i += readers.length) {
                long[] bands = {1, 2, i + 10};
                writer.add(i, Digest.of("sample " + i), new Deduplicator.Signature(bands, evidence.apply(i), ""));
            }
            SignatureWriter.Written file = writer.finish();
            readers[shard] = new SignatureReader(file.directory(), (offset, length) ->
                    Arrays.copyOfRange(file.bytes(), (int) offset, (int) offset + length));
        }
        Signatures signatures = new Signatures(readers.length, shard -> readers[shard]);
        try (RecordSorter found = Clustering.edges(SPACE)) {
            BucketStatistics statistics = Clustering.bucket(
                    signatures, new Partition(0, 1), operator, SPACE, found, unused -> {});
            try (RecordCursor edge = found.cursor()) {
                while (edge.next()) {
                    edges++;
                }
            }
            Components.find(found::cursor, SPACE, (component, member) -> components.add(component), unused -> {});
            return statistics;
        }
    }

    @Test
    void allPairsOfASmallBucketAreComparedOnce() {
        BucketStatistics statistics = search(60, i -> i, i -> i, true);

        assertThat(statistics).isEqualTo(new BucketStatistics(180, 2, 60, 0, 60 * 59 / 2, 0));
        assertThat(edges).isZero();
    }

    @Test
    void aLargeBucketOfFewKindsIsClusteredCompletelyWithWorkThatGrowsWithItsSize() {
        int count = 6_000;
        BucketStatistics statistics = search(count, i -> i % 40, i -> i, true);

        assertThat(components).hasSize(40);
        assertThat(statistics.capped()).isEqualTo(2);
        assertThat(statistics.largest()).isEqualTo(count);
        assertThat(statistics.pairs()).isLessThan(2L * count * LargeBuckets.LEADERS * LargeBuckets.ROUNDS);
    }

    @Test
    void aLargeBucketWithoutDuplicatesIsBounded() {
        int count = 3_000;
        BucketStatistics statistics = search(count, i -> i, i -> i, true);

        assertThat(statistics.similar()).isZero();
        assertThat(statistics.pairs()).isLessThan(2L * count * LargeBuckets.LEADERS * LargeBuckets.ROUNDS + 64 * 63 / 2);
    }

    @Test
    void wholeBucketsOfSamplesWithOneNumberEachAreCompared() {
        int count = 3_000;
        BucketStatistics statistics = search(count, new Neighbours(), i -> new long[] {i / 2 * 10 + i % 2});

        assertThat(statistics.capped()).isZero();
        assertThat(statistics.pairs()).isEqualTo(2L * count * (count - 1) / 2);
        assertThat(statistics.similar()).isEqualTo(2L * count / 2);
        assertThat(components).hasSize(count / 2);
    }

    @Test
    void aNumberEqualsThatOfAShardWithoutSingleOnes() {
        BucketStatistics statistics =
                search(30, new FirstNumber(true), i -> i == 0 ? new long[] {1, 2} : new long[] {i % 3 == 0 ? i : 3});

        assertThat(statistics.pairs()).isEqualTo(10 * 9 / 2);
        assertThat(edges).isEqualTo(20);
    }

    @Test
    void samplesWithTheSameEvidenceAreNotCompared() {
        BucketStatistics statistics = search(20_000, i -> 1, i -> 1, true);

        assertThat(components).hasSize(1);
        assertThat(statistics.pairs()).isZero();
        assertThat(edges).isEqualTo(19_999);
    }

    @Test
    void whereSharingAKeyIsEnoughABucketIsAStar() {
        BucketStatistics statistics = search(20_000, i -> i, i -> i, false);

        assertThat(components).hasSize(1);
        assertThat(statistics.pairs()).isZero();
        assertThat(edges).isEqualTo(19_999);
    }
}
