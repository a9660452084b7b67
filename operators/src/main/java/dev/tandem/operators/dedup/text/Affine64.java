package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/**
 * Permutations {@code x -> a * x + b} modulo 2^64 with odd {@code a}, of hashes whose bits were spread by the finaliser of
 * MurmurHash3: the scheme affine64 of datasketch.
 *
 * @param offsets with the highest bit turned over, so that signed comparison orders as unsigned does
 */
record Affine64(long[] factors, long[] offsets) implements Permutations {
    static final int DATASKETCH_SEED = 1;

    /** Those of datasketch with its default seed. */
    static Affine64 datasketch(int count) {
        MersenneTwister random = new MersenneTwister(DATASKETCH_SEED);
        long[] factors = new long[count];
        long[] offsets = new long[count];
        Arrays.setAll(factors, unused -> random.nextLong() << 1 | 1);
        Arrays.setAll(offsets, unused -> random.nextLong() ^ Long.MIN_VALUE);
        return new Affine64(factors, offsets);
    }

    @Override
    public int count() {
        return factors.length;
    }

    @Override
    public int bits() {
        return Long.SIZE;
    }

    @Override
    public Minima minima() {
        return new Lowest();
    }

    private static long spread(long hash) {
        long bits = (hash ^ (hash >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return bits ^ (bits >>> 33);
    }

    private final class Lowest implements Minima {
        private final long[] lowest = new long[factors.length];

        Lowest() {
            Arrays.fill(lowest, Long.MAX_VALUE);
        }

        @Override
        public void lower(long[] hashes, int count) {
            for (int i = 0; i < count; i++) {
                lower(spread(hashes[i]));
            }
        }

        private void lower(long hash) {
            long[] minima = lowest;
            long[] a = factors;
            long[] b = offsets;
            for (int i = 0; i < minima.length; i++) {
                minima[i] = Math.min(minima[i], a[i] * hash + b[i]);
            }
        }

        @Override
        public long[] values() {
            long[] values = new long[lowest.length];
            Arrays.setAll(values, i -> lowest[i] ^ Long.MIN_VALUE);
            return values;
        }
    }
}
