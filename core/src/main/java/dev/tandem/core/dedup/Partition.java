package dev.tandem.core.dedup;

/**
 * One of several equal parts of all band keys: the space of (band, key) is cut into ranges, so that a part is some bands, a
 * range of one, or the end of one and the start of the next.
 *
 * @param index from 0
 * @param count number of parts
 */
public record Partition(int index, int count) {
    /** What an entry takes while it is sorted, in bytes. */
    private static final int SORTED_BYTES = 80;

    private static final int MOST = 1 << 16;

    public Partition {
        if (count < 1 || count > MOST || index < 0 || index >= count) {
            throw new IllegalArgumentException("There is no part " + index + " of " + count);
        }
    }

    /** How many parts there must be, so that each can be sorted in so much memory. */
    public static int count(Signatures signatures, long memoryBytes) {
        return count(signatures.entries() * SORTED_BYTES, memoryBytes);
    }

    /** The same where samples are sorted with all that they are compared by. */
    public static int countWithEvidence(Signatures signatures, long memoryBytes) {
        return count(signatures.entries() * SORTED_BYTES + signatures.evidenceBytes(), memoryBytes);
    }

    private static int count(long bytes, long memoryBytes) {
        return (int) Math.clamp(Math.ceilDiv(bytes, memoryBytes), 1, MOST);
    }

    /** Receives a range of keys of a band, both ends included. */
    @FunctionalInterface
    interface RangeConsumer {
        void range(int band, long from, long to);
    }

    /** Tells of each band that this part has a range of. Keys are ordered as signed numbers. */
    void ranges(int bands, RangeConsumer consumer) {
        long start = boundary(index, bands);
        long end = boundary(index + 1, bands);
        for (int band = (int) (start >>> Integer.SIZE); band < bands && (long) band << Integer.SIZE < end; band++) {
            long bandStart = (long) band << Integer.SIZE;
            long from = Math.max(start, bandStart) - bandStart;
            long to = Math.min(end - bandStart, 1L << Integer.SIZE) - 1;
            consumer.range(band, from << Integer.SIZE ^ Long.MIN_VALUE, (to << Integer.SIZE | 0xffff_ffffL) ^ Long.MIN_VALUE);
        }
    }

    /** In 2^32 steps for each band. */
    private long boundary(int part, int bands) {
        return ((long) bands << Integer.SIZE) / count * part + ((long) bands << Integer.SIZE) % count * part / count;
    }
}
