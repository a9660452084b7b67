package dev.tandem.operators.dedup;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * MinHash (Broder, "On the resemblance and containment of documents", 1997): for each of many pseudo-random
 * permutations of all hashes, the smallest permuted hash of a set. The share of permutations where two sets have the
 * same minimum estimates their Jaccard similarity.
 *
 * <p>A permutation is {@code x -> a * x + b} modulo 2^32 with odd {@code a}, of the upper half of a 64-bit hash. 32-bit
 * arithmetic is what vector units do eight or sixteen at a time; that two elements share their upper half is rare
 * enough (once in 2^32) not to matter, since candidates are compared exactly.
 */
final class MinHashPermutations {
    /** Part of every stored signature: another seed makes other band keys. */
    private static final long SEED = 0x7461_6e64_656d_0001L;

    private static final int AT_ONCE = 4;

    private final int[] factors;
    private final int[] offsets;

    MinHashPermutations(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        factors = new int[count];
        offsets = new int[count];
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextInt() | 1;
            offsets[i] = random.nextInt();
        }
    }

    /** The minimum of each permutation over a set of hashes; Integer.MAX_VALUE everywhere for the empty set. */
    int[] minima(long[] hashes) {
        int[] minima = new int[factors.length];
        Arrays.fill(minima, Integer.MAX_VALUE);
        int whole = hashes.length - hashes.length % AT_ONCE;
        for (int i = 0; i < whole; i += AT_ONCE) {
            lower(minima, upper(hashes[i]), upper(hashes[i + 1]), upper(hashes[i + 2]), upper(hashes[i + 3]));
        }
        for (int i = whole; i < hashes.length; i++) {
            int last = upper(hashes[i]);
            lower(minima, last, last, last, last);
        }
        return minima;
    }

    private static int upper(long hash) {
        return (int) (hash >>> Integer.SIZE);
    }

    /** Four hashes in one walk over the minima, so that those are loaded and stored a quarter as often. */
    private void lower(int[] minima, int first, int second, int third, int fourth) {
        int[] a = factors;
        int[] b = offsets;
        for (int i = 0; i < minima.length; i++) {
            int factor = a[i];
            int offset = b[i];
            int left = Math.min(factor * first + offset, factor * second + offset);
            int right = Math.min(factor * third + offset, factor * fourth + offset);
            minima[i] = Math.min(minima[i], Math.min(left, right));
        }
    }
}
