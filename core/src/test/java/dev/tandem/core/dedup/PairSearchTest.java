package dev.tandem.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.dedup.SignatureBlock.Signed;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PairSearchTest {

    /** Compares one number, and remembers every pair that it was asked for. */
    private static final class Recorder implements Deduplicator {
        private final Set<Set<Long>> asked = new HashSet<>();
        private long repeated;

        @Override
        public Optional<Signature> signature(SampleView sample) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double similarity(long[] left, long[] right) {
            if (!asked.add(Set.of(left[1], right[1]))) {
                repeated++;
            }
            return left[0] == right[0] ? 1 : 0;
        }

        @Override
        public double threshold() {
            return 1;
        }
    }

    /** Samples whose value is {@code value(number)}, all in one bucket of the first and second band. */
    private static Candidates candidates(int count, ToLongFunction<Integer> value) {
        List<Signed> signed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] evidence = {value.applyAsLong(i), i};
            signed.add(new Signed(i, Digest.of("sample " + i), new Deduplicator.Signature(new long[] {1, 2, i}, evidence, "")));
        }
        SignatureBlock block = new SignatureBlock(signed, List.of());
        return Candidates.of(1, unused -> block, () -> {});
    }

    @Test
    void allPairsOfASmallBucketAreComparedOnce() {
        Recorder recorder = new Recorder();
        PairSearch.Result result = PairSearch.run(candidates(100, i -> i), recorder, unused -> {});

        assertThat(result.pairs()).isEqualTo(100 * 99 / 2).isEqualTo(recorder.asked.size());
        assertThat(recorder.repeated).isZero();
    }

    @Test
    void aLargeBucketOfFewGroupsIsClusteredCompletelyWithWorkThatGrowsWithItsSize() {
        Recorder recorder = new Recorder();
        int count = 20_000;
        Candidates candidates = candidates(count, i -> i % 40);
        PairSearch.Result result = PairSearch.run(candidates, recorder, unused -> {});

        long roots = IntStream.range(0, count)
                .map(result.clusters()::root)
                .distinct()
                .count();
        assertThat(roots).isEqualTo(40);
        assertThat(result.pairs()).isLessThan((long) count * PairSearch.LEADERS);
        assertThat(recorder.repeated).isZero();
    }

    @Test
    void aLargeBucketWithoutDuplicatesIsBounded() {
        Recorder recorder = new Recorder();
        PairSearch.Result result = PairSearch.run(candidates(5_000, i -> i), recorder, unused -> {});

        assertThat(result.pairs()).isLessThanOrEqualTo(5_000L * PairSearch.LEADERS);
        assertThat(recorder.repeated).isZero();
    }

    @Test
    void progressEndsAtTheNumberOfCandidates() {
        long[] last = {0};
        PairSearch.run(candidates(10, i -> i), new Recorder(), done -> last[0] = done);

        assertThat(last[0]).isBetween(6L, 10L);
    }
}
