package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/**
 * The set of a text's shingles, for exact comparison. Of a text with more than {@value #MOST} different ones, which is longer
 * than a novel, a sample stays, so that no text takes more than a mebibyte: the shingles whose hashes end in so many zero
 * bits, which is the same choice in every text. Of such texts, similarity is exact to about one in a thousand. Not thread-safe.
 */
final class ShingleSet {
    static final int MOST = 1 << 17;

    private long[] hashes = new long[512];
    private int size;
    /** How many zero bits the hashes end in. */
    private int level;

    void add(long[] block, int count) {
        if (size + count > hashes.length) {
            makeRoom(count);
        }
        if (level == 0) {
            System.arraycopy(block, 0, hashes, size, count);
            size += count;
            return;
        }
        long mask = mask(level);
        for (int i = 0; i < count; i++) {
            if ((block[i] & mask) == 0) {
                hashes[size++] = block[i];
            }
        }
    }

    private void makeRoom(int count) {
        if (size + count > 2 * MOST) {
            reduce();
        }
        if (size + count > hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(size + count, 2 * hashes.length));
        }
    }

    /** Forgets repetitions, and as many levels as bring the set down to its limit. */
    private void reduce() {
        HashSort.sort(hashes, size);
        size = distinct();
        while (size > MOST) {
            level++;
            size = matching(hashes, size, level);
        }
    }

    private int distinct() {
        int count = Math.min(1, size);
        for (int i = 1; i < size; i++) {
            if (hashes[i] != hashes[count - 1]) {
                hashes[count++] = hashes[i];
            }
        }
        return count;
    }

    /** The level, then the hashes in ascending order. */
    long[] evidence() {
        reduce();
        long[] evidence = new long[size + 1];
        evidence[0] = level;
        System.arraycopy(hashes, 0, evidence, 1, size);
        return evidence;
    }

    /** Jaccard similarity of two sets, from their evidence. */
    static double similarity(long[] left, long[] right) {
        int level = (int) Math.max(left[0], right[0]);
        return Jaccard.of(atLevel(left, level), atLevel(right, level), 1);
    }

    private static long[] atLevel(long[] evidence, int level) {
        if (evidence[0] == level) {
            return evidence;
        }
        long[] hashes = evidence.clone();
        hashes[0] = 0;
        return Arrays.copyOf(hashes, matching(hashes, hashes.length, level));
    }

    /** Moves what belongs to a level to the front; how many those are. */
    private static int matching(long[] hashes, int size, int level) {
        long mask = mask(level);
        int count = 0;
        for (int i = 0; i < size; i++) {
            if ((hashes[i] & mask) == 0) {
                hashes[count++] = hashes[i];
            }
        }
        return count;
    }

    private static long mask(int level) {
        return (1L << level) - 1;
    }
}
