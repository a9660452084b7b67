package dev.tandem.operators.text.unicode;

/**
 * The upper half of windows-1252, where most text was read wrong that was written as UTF-8. Bytes that stand for nothing
 * are the control characters of Latin-1, as browsers have it; so text that was read as Latin-1 fits as well.
 */
final class Windows1252 {
    static final int NONE = -1;
    private static final int FIRST = 0x80;
    private static final String SPECIAL = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
            + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private Windows1252() {}

    /** The byte that a character stands for, from 0x80; {@link #NONE} for plain characters and all others. */
    static int byteOf(char c) {
        if (c >= FIRST && c <= 0xFF) {
            return c;
        }
        int place = c < '\u0152' || c > '\u2122' ? NONE : SPECIAL.indexOf(c);
        return place == NONE ? NONE : FIRST + place;
    }

    /** The character of a byte from 0x80 to 0x9F. */
    static char characterOf(int value) {
        return SPECIAL.charAt(value - FIRST);
    }
}
