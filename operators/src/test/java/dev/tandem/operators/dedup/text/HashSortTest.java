package dev.tandem.operators.dedup.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class HashSortTest {
    @Property(tries = 100)
    void sortsHashesThatAreSpread(@ForAll long seed, @ForAll @IntRange(max = 2_000) int size) {
        long[] hashes = new Random(seed).longs(size + 3).toArray();
        assertSorted(hashes, size);
    }

    /** Some equal, most with the same highest bits. */
    @Property(tries = 100)
    void sortsHashesThatAreNot(@ForAll long seed, @ForAll @IntRange(min = 60, max = 2_000) int size) {
        Random random = new Random(seed);
        long[] hashes = random.longs(size + 3).map(hash -> random.nextInt(9) == 0 ? hash : hash & 0xff).toArray();
        assertSorted(hashes, size);
    }

    private static void assertSorted(long[] hashes, int size) {
        long[] expected = hashes.clone();
        Arrays.sort(expected, 0, size);
        HashSort.sort(hashes, size);
        assertThat(hashes).isEqualTo(expected);
    }
}
