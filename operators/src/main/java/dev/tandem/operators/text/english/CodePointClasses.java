package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.List;

/**
 * Which of up to 15 classes a code point is in. A resource has lines of a class's name and ranges in hexadecimal; the
 * table is in blocks of 256 code points, of which equal ones with nothing in them are stored once.
 */
final class CodePointClasses {
    private static final short[] EMPTY = new short[256];

    private final short[][] blocks = new short[(Character.MAX_CODE_POINT >> 8) + 1][];

    private CodePointClasses() {
        Arrays.fill(blocks, EMPTY);
    }

    /** The classes in a resource beside this class; the first of {@code names} has bit 0. */
    static CodePointClasses load(String resource, List<String> names) {
        CodePointClasses classes = new CodePointClasses();
        Resource.lines(resource).stream().map(line -> line.split(" ")).forEach(fields -> {
            int bit = 1 << names.indexOf(fields[0]);
            for (int i = 1; i < fields.length; i++) {
                String[] range = fields[i].split("-");
                classes.add(Integer.parseInt(range[0], 16), Integer.parseInt(range[range.length - 1], 16), bit);
            }
        });
        return classes;
    }

    private void add(int first, int last, int bit) {
        for (int codePoint = first; codePoint <= last; codePoint++) {
            int block = codePoint >> 8;
            if (blocks[block] == EMPTY) {
                blocks[block] = new short[256];
            }
            blocks[block][codePoint & 0xFF] |= (short) bit;
        }
    }

    /** Whether a code point is in at least one of the classes of {@code bits}. */
    boolean has(int codePoint, int bits) {
        return (blocks[codePoint >> 8][codePoint & 0xFF] & bits) != 0;
    }
}
