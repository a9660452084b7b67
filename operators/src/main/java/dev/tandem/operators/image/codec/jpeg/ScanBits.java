package dev.tandem.operators.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The bits of a scan, and the blocks of coefficients that they are codes of. */
final class ScanBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    /** A code and a value have so many bits at most. */
    private static final int ENOUGH = 32;
    /** Coefficients that together are larger are of no picture, and might not fit into the transform's numbers. */
    private static final int LARGEST_SUM = 30_000;
    private static final int END_OF_IMAGE = 0xd9;
    /** Bits are read ahead by as many bytes and some. */
    private static final int PADDING = 16;
    private static final int LAST = 63;

    /** A place in a block has so many bits. */
    static final int PLACE_BITS = 6;

    /** By place in the file: which coefficient of a block, row by row, it is. */
    private static final int[] PLACES = places();

    /** The bytes without what keeps them apart from markers, and some zeros. */
    private final byte[] data;
    /** Where each part between two restarts ends. */
    private final int[] ends;

    private long bits;
    private int count;
    private int at;
    private int part;

    /** With place for an end. */
    private final int[] coefficients = new int[LAST + 2];
    private int coefficientCount;
    private int reach;

    private ScanBits(byte[] data, int[] ends) {
        this.data = data;
        this.ends = ends;
    }

    /** @throws NotBaselineException where something else than the end of the image follows the scan */
    static ScanBits of(byte[] file, int from) throws NotBaselineException {
        byte[] data = new byte[file.length - from + PADDING];
        int[] ends = new int[8];
        int parts = 0;
        int length = 0;
        for (int start = from; ; ) {
            int at = JpegMarkers.next(file, start);
            boolean marked = file[at + 1] != 0;
            int count = at - start + (marked ? 0 : 1);
            System.arraycopy(file, start, data, length, count);
            length += count;
            start = at + 2;
            if (marked) {
                if (parts == ends.length) {
                    ends = Arrays.copyOf(ends, 2 * parts);
                }
                ends[parts] = length;
                int marker = file[at + 1] & 0xff;
                if (marker == END_OF_IMAGE) {
                    return new ScanBits(data, Arrays.copyOf(ends, parts + 1));
                }
                NotBaselineException.unless(marker == 0xd0 + (parts & 7));
                parts++;
            }
        }
    }

    /** Ends a part and goes on to the next. */
    void restart() throws NotBaselineException {
        NotBaselineException.unless(isPartOver() && part + 1 < ends.length);
        at = ends[part++];
        bits = 0;
        count = 0;
    }

    void finish() throws NotBaselineException {
        NotBaselineException.unless(isPartOver() && part + 1 == ends.length);
    }

    /** Whether all but some bits that fill up a byte was read, and nothing beyond. */
    private boolean isPartOver() {
        long left = 8L * ends[part] - (8L * at - count);
        return left >= 0 && left < 8;
    }

    /** Reads a block: its coefficients times their factors. */
    void block(Component component) throws NotBaselineException {
        // Always, so that the processor need not guess; most blocks have no more bits than these.
        refill();
        int[] factors = component.factors;
        component.last += difference(component.differences);
        coefficients[0] = component.last * factors[0] << PLACE_BITS;
        long sum = Math.abs((long) component.last * factors[0]);
        int found = 1;
        int reached = 0;
        HuffmanTable codes = component.rest;
        int[] entries = codes.entries();
        long ahead = bits;
        int ready = count;
        int next = at;
        for (int k = 0; k < LAST; ) {
            if (ready < HuffmanTable.LOOK) {
                ahead |= (long) LONG.get(data, next) >>> ready;
                next += 63 - ready >> 3;
                ready |= 56;
            }
            int entry = entries[(int) (ahead >>> 64 - HuffmanTable.LOOK)];
            int value = entry >> HuffmanTable.VALUE_SHIFT;
            int length = entry & HuffmanTable.LENGTH;
            if ((entry & HuffmanTable.WHOLE) == 0) {
                ahead |= (long) LONG.get(data, next) >>> ready;
                next += 63 - ready >> 3;
                ready |= 56;
                if (entry == 0) {
                    entry = codes.longEntry((int) (ahead >>> 48));
                    NotBaselineException.unless(entry != 0);
                    length = entry & HuffmanTable.LENGTH;
                }
                int size = entry >> HuffmanTable.SIZE_SHIFT & 15;
                value = size == 0 ? 0 : HuffmanTable.extended((int) (ahead << length >>> 64 - size), size);
                length += size;
            }
            boolean end = (entry & HuffmanTable.END) != 0;
            int step = entry >> HuffmanTable.STEP_SHIFT & HuffmanTable.STEP;
            k += step;
            NotBaselineException.unless(k <= LAST);
            if (end && k == LAST) {
                // The last of all coefficients is not followed by an end: what looks like it is of the next block.
                length -= codes.endLength();
            }
            ahead <<= length;
            ready -= length;
            int coefficient = value * factors[k];
            int place = PLACES[k];
            sum += Math.abs(coefficient);
            coefficients[found] = coefficient << PLACE_BITS | place;
            // An end alone is no coefficient; without a branch, which would often be guessed wrong.
            found += step + HuffmanTable.STEP >> HuffmanTable.STEP_BITS;
            reached |= place;
            if (end) {
                break;
            }
        }
        bits = ahead;
        count = ready;
        at = next;
        coefficientCount = found;
        reach = reached >> 3 | reached & 7;
        NotBaselineException.unless(sum <= LARGEST_SUM);
    }

    /** How many coefficients the last block had that may not be zero. */
    int coefficientCount() {
        return coefficientCount;
    }

    /** The coefficients of the last block, each with its place, row by row, in the lowest {@link #PLACE_BITS} bits. */
    int[] coefficients() {
        return coefficients;
    }

    /** All rows and columns, counted from 0, that have a coefficient in the last block, their bits put together. */
    int reach() {
        return reach;
    }

    /** Afterwards there are {@link #ENOUGH} bits, or zeros beyond the end. */
    private void refill() {
        bits |= (long) LONG.get(data, at) >>> count;
        at += 63 - count >> 3;
        count |= 56;
    }

    private int difference(HuffmanTable codes) throws NotBaselineException {
        int entry = codes.entries()[(int) (bits >>> 64 - HuffmanTable.LOOK)];
        if (entry == 0) {
            entry = codes.longEntry((int) (bits >>> 48));
            NotBaselineException.unless(entry != 0);
        }
        int length = entry & HuffmanTable.LENGTH;
        int size = entry >> HuffmanTable.SIZE_SHIFT & 15;
        int value = size == 0
                ? entry >> HuffmanTable.VALUE_SHIFT
                : HuffmanTable.extended((int) (bits << length >>> 64 - size), size);
        bits <<= length + size;
        count -= length + size;
        return value;
    }

    /** Coefficients come in a zigzag from the lowest frequency to the highest. */
    private static int[] places() {
        int[] places = new int[64];
        int row = 0;
        int column = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = 8 * row + column;
            boolean upwards = (row + column) % 2 == 0;
            if (upwards) {
                boolean right = column == 7;
                row += right ? 1 : row == 0 ? 0 : -1;
                column += right ? 0 : 1;
            } else {
                boolean bottom = row == 7;
                column += bottom ? 1 : column == 0 ? 0 : -1;
                row += bottom ? 0 : 1;
            }
        }
        return places;
    }
}
