package dev.tandem.operators.dedup.text;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Permutations {@code x -> a * x + b} modulo 2^32 with odd {@code a}: what vector units do eight or sixteen at a time.
 *
 * @param offsets with the highest bit turned over, so that signed comparison orders as unsigned does
 */
record Affine32(int[] factors, int[] offsets, Folding folding) implements Permutations {
    /** Part of every stored signature: another seed makes other band keys. */
    private static final long SEED = 0x7461_6e64_656d_0001L;

    /** How 64 bits become the 32 that are permuted. */
    enum Folding {
        /** The upper half, of hashes whose bits are all spread. */
        UPPER_HALF {
            @Override
            int of(long hash) {
                return (int) (hash >>> Integer.SIZE);
            }
        },
        /** The lower half, its bits spread by the finaliser of MurmurHash3. */
        SPREAD_LOWER_HALF {
            @Override
            int of(long hash) {
                int bits = (int) hash;
                bits = (bits ^ (bits >>> 16)) * 0x85eb_ca6b;
                bits = (bits ^ (bits >>> 13)) * 0xc2b2_ae35;
                return bits ^ (bits >>> 16);
            }
        };

        abstract int of(long hash);
    }

    /** Tandem's own. */
    static Affine32 tandem(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] factors = new int[count];
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextInt() | 1;
            offsets[i] = random.nextInt();
        }
        return new Affine32(factors, offsets, Folding.UPPER_HALF);
    }

    /** Those of datasketch since version 2, by their names there: scheme affine32, seed 1. */
    static Affine32 datasketch(int count) {
        MersenneTwister random = new MersenneTwister(Affine64.DATASKETCH_SEED);
        int[] factors = new int[count];
        int[] offsets = new int[count];
        Arrays.setAll(factors, unused -> random.nextInt() << 1 | 1);
        Arrays.setAll(offsets, unused -> random.nextInt() ^ Integer.MIN_VALUE);
        return new Affine32(factors, offsets, Folding.SPREAD_LOWER_HALF);
    }

    @Override
    public int count() {
        return factors.length;
    }

    @Override
    public int bits() {
        return Integer.SIZE;
    }

    @Override
    public Minima minima() {
        return new Lowest();
    }

    private final class Lowest implements Minima {
        private final int[] lowest = new int[factors.length];

        Lowest() {
            Arrays.fill(lowest, Integer.MAX_VALUE);
        }

        /** Four hashes in one walk over the minima, so that those are loaded and stored a quarter as often. */
        @Override
        public void lower(long[] hashes, int count) {
            int whole = count & -4;
            for (int i = 0; i < whole; i += 4) {
                lower(folding.of(hashes[i]), folding.of(hashes[i + 1]), folding.of(hashes[i + 2]), folding.of(hashes[i + 3]));
            }
            for (int i = whole; i < count; i++) {
                int last = folding.of(hashes[i]);
                lower(last, last, last, last);
            }
        }

        private void lower(int first, int second, int third, int fourth) {
            int[] minima = lowest;
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

        @Override
        public long[] values() {
            long[] values = new long[lowest.length];
            Arrays.setAll(values, i -> Integer.toUnsignedLong(lowest[i] ^ Integer.MIN_VALUE));
            return values;
        }
    }
}
