package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/** The SimHash of a text: each bit is set where it is set in more of its shingles' hashes than not. Not thread-safe. */
final class SimHash implements Shingler.Sink {
    private static final int LANES = 8;
    private static final long LANE_BITS = 0x0101_0101_0101_0101L;
    private static final int MOST_IN_LANE = 255;

    /** How many hashes have each bit set. */
    private final long[] set = new long[Long.SIZE];
    /** The same for the last hashes, of one bit in eight to a number, in lanes of eight bits. */
    private final long[] lanes = new long[LANES];
    private int inLanes;
    private long hashes;

    @Override
    public void accept(long[] block, int count) {
        for (int i = 0; i < count; i++) {
            long hash = block[i];
            for (int lane = 0; lane < LANES; lane++) {
                lanes[lane] += hash >>> lane & LANE_BITS;
            }
            if (++inLanes == MOST_IN_LANE) {
                empty();
            }
        }
        hashes += count;
    }

    private void empty() {
        for (int bit = 0; bit < Long.SIZE; bit++) {
            set[bit] += lanes[bit % LANES] >>> (bit - bit % LANES) & 0xff;
        }
        Arrays.fill(lanes, 0);
        inLanes = 0;
    }

    boolean isEmpty() {
        return hashes == 0;
    }

    long value() {
        empty();
        long value = 0;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            value |= set[bit] > hashes - set[bit] ? 1L << bit : 0;
        }
        return value;
    }
}
