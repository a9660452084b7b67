package dev.tandem.operators.dedup;

/** Distances of lists of 64-bit hashes, and similarities made of them. */
public final class Hamming {
    private Hamming() {}

    /** Bits in which the two hashes differ that differ most, of lists of one length; all bits where one list is longer. */
    public static int distance(long[] left, long[] right) {
        if (left.length != right.length) {
            return Long.SIZE;
        }
        int distance = 0;
        for (int i = 0; i < left.length; i++) {
            distance = Math.max(distance, Long.bitCount(left[i] ^ right[i]));
        }
        return distance;
    }

    /** The share of equal bits. */
    public static double similarity(int distance) {
        return 1 - (double) distance / Long.SIZE;
    }
}
