package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/**
 * Maps {@code x -> (a * x + b) mod 2^64 mod (2^61 - 1)}, of hashes of 64 bits or of their lower half, which is then also what
 * stays of the result: what datatrove, Data-Juicer and datasketch before version 2 call permutations. Products wrap around at
 * 64 bits there, and so they do here.
 *
 * @param bits of a hash, 32 or 64
 */
record Mersenne(long[] factors, long[] offsets, int bits) implements Permutations {
    private static final int PRIME_BITS = 61;
    private static final long PRIME = (1L << PRIME_BITS) - 1;
    private static final long LOWER_HALF = 0xffff_ffffL;
    private static final int DATA_JUICER_SEED = 42;

    /** Those of datatrove: all factors are drawn before the first offset. */
    static Mersenne datatrove(int count, int seed, int bits) {
        MersenneTwister random = new MersenneTwister(seed);
        long[] factors = new long[count];
        long[] offsets = new long[count];
        Arrays.setAll(factors, unused -> factor(random));
        Arrays.setAll(offsets, unused -> random.upTo(PRIME - 1));
        return new Mersenne(factors, offsets, bits);
    }

    static Mersenne dataJuicer(int count) {
        return inTurns(count, DATA_JUICER_SEED);
    }

    /** Those of datasketch before version 2: its scheme legacy. */
    static Mersenne datasketch(int count) {
        return inTurns(count, Affine64.DATASKETCH_SEED);
    }

    /** Each factor is followed by its offset. */
    private static Mersenne inTurns(int count, int seed) {
        MersenneTwister random = new MersenneTwister(seed);
        long[] factors = new long[count];
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            factors[i] = factor(random);
            offsets[i] = random.upTo(PRIME - 1);
        }
        return new Mersenne(factors, offsets, Integer.SIZE);
    }

    private static long factor(MersenneTwister random) {
        return 1 + random.upTo(PRIME - 2);
    }

    @Override
    public int count() {
        return factors.length;
    }

    @Override
    public Minima minima() {
        return new Lowest();
    }

    private final class Lowest implements Minima {
        private final long[] lowest = new long[factors.length];
        private final long taken = bits == Integer.SIZE ? LOWER_HALF : -1;
        private final long kept = bits == Integer.SIZE ? LOWER_HALF : PRIME;

        Lowest() {
            Arrays.fill(lowest, kept);
        }

        @Override
        public void lower(long[] hashes, int count) {
            for (int i = 0; i < count; i++) {
                lower(hashes[i] & taken);
            }
        }

        /** One hash at a time: of more, the compiler makes no vectors. */
        private void lower(long hash) {
            long[] minima = lowest;
            long[] a = factors;
            long[] b = offsets;
            long bitsKept = kept;
            for (int i = 0; i < minima.length; i++) {
                minima[i] = Math.min(minima[i], reduced(a[i] * hash + b[i]) & bitsKept);
            }
        }

        @Override
        public long[] values() {
            return lowest.clone();
        }
    }

    /**
     * In its lowest 61 bits, an unsigned number modulo the prime: the bits above count one each, and what then reaches the
     * prime carries one over when one is added. No branch, so that several are done at once.
     */
    private static long reduced(long number) {
        long folded = (number & PRIME) + (number >>> PRIME_BITS);
        return folded + ((folded + 1) >>> PRIME_BITS);
    }
}
