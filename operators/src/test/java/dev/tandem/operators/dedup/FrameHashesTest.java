package dev.tandem.operators.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.core.engine.DedupStep;
import dev.tandem.core.model.Sample;
import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.SampleView;
import dev.tandem.operators.testing.FilterRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class FrameHashesTest {

    /** Texts are hashes in hexadecimal, with a comma between. */
    private record Hashes(FrameHashes frames, double threshold) implements Deduplicator {
        @Override
        public Optional<Signature> signature(SampleView sample) {
            long[] hashes = hashes(sample.text());
            return Optional.of(new Signature(frames.keys(hashes), hashes.length, hashes, ""));
        }

        @Override
        public double similarity(long[] left, long[] right) {
            return frames.similarity(left, right, 0);
        }
    }

    private static long[] hashes(String text) {
        return FrameHashes.distinct(Arrays.stream(text.split(",")).mapToLong(hash -> Long.parseUnsignedLong(hash, 16)).toArray());
    }

    /** Films that take over some frames of one before them, with some bits changed. */
    private static List<Sample> films(Random random, int count) {
        List<long[]> films = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] film = new long[1 + random.nextInt(6)];
            long[] other = films.isEmpty() ? new long[] {0} : films.get(random.nextInt(films.size()));
            Arrays.setAll(film, frame -> random.nextInt(4) == 0 ? random.nextLong() : changed(other[random.nextInt(other.length)], random));
            films.add(film);
        }
        return films.stream()
                .map(film -> FilterRun.text(LongStream.of(film).mapToObj(Long::toHexString).collect(Collectors.joining(","))))
                .toList();
    }

    private static long changed(long hash, Random random) {
        long changed = hash;
        for (int i = random.nextInt(6); i > 0; i--) {
            changed ^= 1L << random.nextInt(Long.SIZE);
        }
        return changed;
    }

    @Property(tries = 25)
    void clustersAreThoseOfAllPairs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int count, @ForAll @IntRange(min = 0, max = 8) int distance) {
        List<Sample> films = films(new Random(seed), count).stream().distinct().toList();
        Hashes operator = new Hashes(new FrameHashes(distance), 0.6);
        List<String> clusters =
                DedupStep.inMemory(operator, films).stream().map(DedupStep.Membership::cluster).toList();
        int[] firsts = IntStream.range(0, films.size()).toArray();
        for (int i = 0; i < firsts.length; i++) {
            for (int j = 0; j < i; j++) {
                if (operator.similarity(hashes(films.get(i).text()), hashes(films.get(j).text())) >= 0.6) {
                    int from = firsts[i];
                    int to = firsts[j];
                    Arrays.setAll(firsts, place -> firsts[place] == from ? to : firsts[place]);
                }
            }
        }

        for (int i = 0; i < films.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(clusters.get(i).equals(clusters.get(j))).isEqualTo(firsts[i] == firsts[j]);
            }
        }
    }

    @Test
    void aShareIsOfTheFramesOfBoth() {
        FrameHashes frames = new FrameHashes(1);

        assertThat(frames.similarity(new long[] {0, 0xff}, new long[] {1}, 0)).isEqualTo(2 / 3.0);
        assertThat(frames.similarity(new long[] {9, 0}, new long[] {9, 0xff}, 1)).isZero();
        assertThat(frames.similarity(new long[] {0, 1, 3}, new long[] {0, 1, 3}, 0)).isEqualTo(1);
    }

    @Test
    void aThousandFilmsWithTheSameOnlyFrameLeaveOne() {
        List<Sample> films = IntStream.range(0, 1_000).mapToObj(i -> FilterRun.text("abc," + "abc,".repeat(i))).toList();

        assertThat(DedupStep.inMemory(new Hashes(new FrameHashes(4), 0.6), films).stream().filter(DedupStep.Membership::keep))
                .hasSize(1);
    }
}
