package dev.tandem.operators.image.codec.jpeg;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A Huffman code of a JPEG file. What the next {@value #LOOK} bits mean is looked up at once: mostly a whole coefficient, its
 * code and its value together; only longer codes are searched for.
 *
 * <p>An entry holds from its lowest bit: five bits with the number of bits that it stands for, five with the number of
 * coefficients that it goes on, four with the number of bits of the value where these are still to be read, one for the end of
 * the block, one for an entry that is whole, and above these the value. The end stands alone, which goes on none, or comes after a
 * coefficient. An entry of zero stands for no code.
 */
final class HuffmanTable {
    static final int LOOK = 11;
    static final int LENGTH = 31;
    static final int STEP_BITS = 5;
    static final int STEP = (1 << STEP_BITS) - 1;
    static final int STEP_SHIFT = 5;
    static final int SIZE_SHIFT = 10;
    static final int END = 1 << 14;
    static final int WHOLE = 1 << 15;
    static final int VALUE_SHIFT = 16;

    private static final int LONGEST = 16;
    private static final int ALL_ZEROS = 15;

    /** Most files have the tables that nearly all have. */
    private static final AtomicReferenceArray<HuffmanTable> RECENT = new AtomicReferenceArray<>(8);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final boolean differences;
    private final int[] entries = new int[1 << LOOK];
    /** The numbers of codes of each length, followed by the symbols. */
    private final byte[] segment;
    private int endLength;
    /** By length: the first code that is longer, aligned to sixteen bits; and what leads from a code to its symbol. */
    private final int[] limits = new int[LONGEST + 2];
    private final int[] offsets = new int[LONGEST + 1];

    private HuffmanTable(byte[] segment, boolean differences) {
        this.segment = segment;
        this.differences = differences;
    }

    /**
     * The table of a segment.
     *
     * @param at where the numbers of codes of each length stand, followed by the symbols
     * @param differences whether it is for the first coefficient of each block
     * @throws NotBaselineException where it is no code
     */
    static HuffmanTable read(byte[] file, int at, boolean differences) throws NotBaselineException {
        int count = 0;
        for (int length = 1; length <= LONGEST; length++) {
            count += file[at + length - 1] & 0xff;
        }
        for (int i = 0; i < RECENT.length(); i++) {
            HuffmanTable recent = RECENT.get(i);
            if (recent != null && recent.differences == differences
                    && Arrays.equals(recent.segment, 0, recent.segment.length, file, at, at + LONGEST + count)) {
                return recent;
            }
        }
        HuffmanTable table = made(Arrays.copyOfRange(file, at, at + LONGEST + count), differences);
        RECENT.set(NEXT.getAndIncrement() & RECENT.length() - 1, table);
        return table;
    }

    private static HuffmanTable made(byte[] segment, boolean differences) throws NotBaselineException {
        HuffmanTable table = new HuffmanTable(segment, differences);
        int code = 0;
        int next = 0;
        for (int length = 1; length <= LONGEST; length++, code <<= 1) {
            table.offsets[length] = next - code;
            for (int i = segment[length - 1] & 0xff; i > 0; i--) {
                table.put(code++, length, table.symbol(next++));
            }
            NotBaselineException.unless(code <= 1 << length);
            table.limits[length] = code << LONGEST - length;
        }
        table.join();
        return table;
    }

    int[] entries() {
        return entries;
    }

    /** The entry of a code that is longer than what is looked up; zero where there is none. */
    int longEntry(int sixteenBits) {
        for (int length = LOOK + 1; length <= LONGEST; length++) {
            if (sixteenBits < limits[length]) {
                int code = sixteenBits >>> LONGEST - length;
                return entry(length, symbol(offsets[length] + code));
            }
        }
        return 0;
    }

    private int symbol(int place) {
        return segment[LONGEST + place] & 0xff;
    }

    private void put(int code, int length, int symbol) throws NotBaselineException {
        NotBaselineException.unless(code < 1 << length && (!differences || symbol <= ALL_ZEROS));
        if (length > LOOK) {
            return;
        }
        int entry = entry(length, symbol);
        if (symbol == 0 && !differences) {
            endLength = length;
        }
        int size = entry >> SIZE_SHIFT & 15;
        int rest = LOOK - length;
        for (int following = 0; following < 1 << rest; following++) {
            entries[code << rest | following] = size == 0 || size > rest
                    ? entry
                    : whole(length + size, entry, extended(following >> rest - size, size));
        }
    }

    /** Puts the end of the block to the coefficient before it where both are within what is looked up. */
    private void join() {
        for (int i = 0; i < entries.length; i++) {
            int length = entries[i] & LENGTH;
            int next = entries[i << length & entries.length - 1];
            boolean joined = (entries[i] & (WHOLE | END)) == WHOLE && (next & (END | STEP << STEP_SHIFT)) == END
                    && (next & LENGTH) == endLength && length + endLength <= LOOK;
            entries[i] += joined ? END + endLength : 0;
        }
    }

    /** How many bits the end of a block has that is put to a coefficient. */
    int endLength() {
        return endLength;
    }

    private int entry(int length, int symbol) {
        int size = symbol & 15;
        if (differences) {
            return length | size << SIZE_SHIFT;
        }
        int run = symbol >> 4;
        if (size == 0) {
            return run == ALL_ZEROS ? whole(length, run + 1 << STEP_SHIFT, 0) : whole(length, 0, 0) | END;
        }
        return length | run + 1 << STEP_SHIFT | size << SIZE_SHIFT;
    }

    private static int whole(int length, int entry, int value) {
        return length | entry & STEP << STEP_SHIFT | WHOLE | value << VALUE_SHIFT;
    }

    /** The value that so many bits stand for: below half of their range they are negative. */
    static int extended(int bits, int size) {
        return bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
    }
}
