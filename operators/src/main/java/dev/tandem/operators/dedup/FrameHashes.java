package dev.tandem.operators.dedup;

import java.util.Arrays;

/**
 * Compares what has several 64-bit hashes, in any order and number: how many of the hashes of both have one of the other within
 * a Hamming distance.
 *
 * @param maxDistance most bits in which hashes differ that match
 */
public record FrameHashes(int maxDistance, HammingBands bands) {

    public FrameHashes(int maxDistance) {
        this(maxDistance, new HammingBands(maxDistance));
    }

    /** The different hashes, in order. */
    public static long[] distinct(long[] hashes) {
        return Arrays.stream(hashes).sorted().distinct().toArray();
    }

    /** The band keys of each hash, one after the other: two that have a match share a key of a band. */
    public long[] keys(long[] hashes) {
        return Arrays.stream(hashes).flatMap(hash -> Arrays.stream(bands.keys(hash))).toArray();
    }

    /** The share of the hashes of both that have a match, those of each from a place on. */
    public double similarity(long[] left, long[] right, int from) {
        return (double) (matched(left, right, from) + matched(right, left, from)) / (left.length + right.length - 2 * from);
    }

    private int matched(long[] hashes, long[] others, int from) {
        int matched = 0;
        for (int i = from; i < hashes.length; i++) {
            boolean found = false;
            for (int j = from; j < others.length && !found; j++) {
                found = Long.bitCount(hashes[i] ^ others[j]) <= maxDistance;
            }
            matched += found ? 1 : 0;
        }
        return matched;
    }
}
