package dev.tandem.operators.image.codec.jpeg;

/**
 * A Huffman code of a JPEG file. What the next {@value #LOOK} bits mean is looked up at once: mostly a whole coefficient, its
 * code and its value together; only longer codes are searched for.
 *
 * <p>An entry holds from its lowest bit: five bits with the number of bits that it stands for, four with the zeros that come
 * before, four with the number of bits of the value where these are still to be read, one for the end of the block, and above
 * two more the value. An entry of zero stands for no code.
 */
final class HuffmanTable {
    static final int LOOK = 11;
    static final int LENGTH = 31;
    static final int RUN_SHIFT = 5;
    static final int SIZE_SHIFT = 9;
    static final int END = 1 << 13;
    static final int VALUE_SHIFT = 16;

    private static final int LONGEST = 16;
    private static final int ALL_ZEROS = 15;

    private final boolean differences;
    private final int[] entries = new int[1 << LOOK];
    private final byte[] symbols;
    /** By length: the first code that is longer, aligned to sixteen bits; and what leads from a code to its symbol. */
    private final int[] limits = new int[LONGEST + 2];
    private final int[] offsets = new int[LONGEST + 1];

    private HuffmanTable(byte[] symbols, boolean differences) {
        this.symbols = symbols;
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
        byte[] symbols = new byte[count];
        System.arraycopy(file, at + LONGEST, symbols, 0, count);
        HuffmanTable table = new HuffmanTable(symbols, differences);
        int code = 0;
        int next = 0;
        for (int length = 1; length <= LONGEST; length++, code <<= 1) {
            table.offsets[length] = next - code;
            for (int i = file[at + length - 1] & 0xff; i > 0; i--) {
                table.put(code++, length, symbols[next++] & 0xff);
            }
            NotBaselineException.unless(code <= 1 << length);
            table.limits[length] = code << LONGEST - length;
        }
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
                return entry(length, symbols[offsets[length] + code] & 0xff);
            }
        }
        return 0;
    }

    private void put(int code, int length, int symbol) throws NotBaselineException {
        NotBaselineException.unless(code < 1 << length && (!differences || symbol <= ALL_ZEROS));
        if (length > LOOK) {
            return;
        }
        int entry = entry(length, symbol);
        int size = entry >> SIZE_SHIFT & 15;
        int rest = LOOK - length;
        for (int following = 0; following < 1 << rest; following++) {
            entries[code << rest | following] = size == 0 || size > rest
                    ? entry
                    : whole(length + size, symbol >> 4, extended(following >> rest - size, size));
        }
    }

    private int entry(int length, int symbol) {
        int size = symbol & 15;
        int run = differences ? 0 : symbol >> 4;
        boolean end = size == 0 && !differences && run != ALL_ZEROS;
        return length | run << RUN_SHIFT | size << SIZE_SHIFT | (end ? END : 0);
    }

    private static int whole(int length, int run, int value) {
        return length | run << RUN_SHIFT | value << VALUE_SHIFT;
    }

    /** The value that so many bits stand for: below half of their range they are negative. */
    static int extended(int bits, int size) {
        return bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
    }
}
