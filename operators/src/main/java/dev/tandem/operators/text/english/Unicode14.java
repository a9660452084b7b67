package dev.tandem.operators.text.english;

import java.util.Arrays;

/**
 * Characters as Unicode 14 knows them, which is what the reference implementations count with (CPython 3.11). Java
 * knows a later version: what was added since is unassigned here.
 */
public final class Unicode14 {
    /** First and last code points of what came with Unicode 15 and 16, in order. */
    private static final int[] LATER = {
        0x897, 0x897, 0xcf3, 0xcf3, 0xece, 0xece, 0x1b4e, 0x1b4f, 0x1b7f, 0x1b7f, 0x1c89, 0x1c8a, 0x2427, 0x2429,
        0x2ffc, 0x2fff, 0x31e4, 0x31e5, 0x31ef, 0x31ef, 0xa7cb, 0xa7cd, 0xa7da, 0xa7dc, 0x105c0, 0x105f3,
        0x10d40, 0x10d65, 0x10d69, 0x10d85, 0x10d8e, 0x10d8f, 0x10ec2, 0x10ec4, 0x10efc, 0x10eff, 0x1123f, 0x11241,
        0x11380, 0x11389, 0x1138b, 0x1138b, 0x1138e, 0x1138e, 0x11390, 0x113b5, 0x113b7, 0x113c0, 0x113c2, 0x113c2,
        0x113c5, 0x113c5, 0x113c7, 0x113ca, 0x113cc, 0x113d5, 0x113d7, 0x113d8, 0x113e1, 0x113e2, 0x116d0, 0x116e3,
        0x11b00, 0x11b09, 0x11bc0, 0x11be1, 0x11bf0, 0x11bf9, 0x11f00, 0x11f10, 0x11f12, 0x11f3a, 0x11f3e, 0x11f5a,
        0x1342f, 0x1342f, 0x13439, 0x13455, 0x13460, 0x143fa, 0x16100, 0x16139, 0x16d40, 0x16d79, 0x18cff, 0x18cff,
        0x1b132, 0x1b132, 0x1b155, 0x1b155, 0x1cc00, 0x1ccf9, 0x1cd00, 0x1ceb3, 0x1d2c0, 0x1d2d3, 0x1df25, 0x1df2a,
        0x1e030, 0x1e06d, 0x1e08f, 0x1e08f, 0x1e4d0, 0x1e4f9, 0x1e5d0, 0x1e5fa, 0x1e5ff, 0x1e5ff, 0x1f6dc, 0x1f6dc,
        0x1f774, 0x1f776, 0x1f77b, 0x1f77f, 0x1f7d9, 0x1f7d9, 0x1f8b2, 0x1f8bb, 0x1f8c0, 0x1f8c1, 0x1fa75, 0x1fa77,
        0x1fa87, 0x1fa89, 0x1fa8f, 0x1fa8f, 0x1faad, 0x1faaf, 0x1fabb, 0x1fabf, 0x1fac6, 0x1fac6, 0x1face, 0x1facf,
        0x1fada, 0x1fadc, 0x1fadf, 0x1fadf, 0x1fae8, 0x1fae9, 0x1faf7, 0x1faf8, 0x1fbcb, 0x1fbef, 0x2b739, 0x2b739,
        0x2ebf0, 0x2ee5d, 0x31350, 0x323af,
    };
    /** Digits that are no decimal ones, such as superscripts and those in circles: first and last code points, in order. */
    private static final int[] OTHER_DIGITS = {
        0xb2, 0xb3, 0xb9, 0xb9, 0x1369, 0x1371, 0x19da, 0x19da, 0x2070, 0x2070, 0x2074, 0x2079, 0x2080, 0x2089,
        0x2460, 0x2468, 0x2474, 0x247c, 0x2488, 0x2490, 0x24ea, 0x24ea, 0x24f5, 0x24fd, 0x24ff, 0x24ff, 0x2776, 0x277e,
        0x2780, 0x2788, 0x278a, 0x2792, 0x10a40, 0x10a43, 0x10e60, 0x10e68, 0x11052, 0x1105a, 0x1f100, 0x1f10a,
    };
    /** A vowel sign of Ahom that was no longer a nonspacing mark after Unicode 14. */
    private static final int AHOM_VOWEL_SIGN = 0x1171E;

    private Unicode14() {}

    /** The general category, with the constants of {@link Character}. */
    static int category(int codePoint) {
        if (codePoint == AHOM_VOWEL_SIGN) {
            return Character.NON_SPACING_MARK;
        }
        return isLater(codePoint) ? Character.UNASSIGNED : Character.getType(codePoint);
    }

    static boolean isLater(int codePoint) {
        return codePoint >= LATER[0] && isWithin(LATER, codePoint);
    }

    private static boolean isWithin(int[] firstsAndLasts, int codePoint) {
        int found = Arrays.binarySearch(firstsAndLasts, codePoint);
        // Between a first and a last code point the place for insertion is odd.
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    public static boolean isLetter(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= 'A' && codePoint <= 'Z');
        }
        return Character.isLetter(codePoint) && !isLater(codePoint);
    }

    /** Letters, and numbers of every kind. */
    public static boolean isAlphanumeric(int codePoint) {
        return switch (category(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    public static boolean isDigit(int codePoint) {
        return Character.isDigit(codePoint) && !isLater(codePoint);
    }

    /** Decimal digits, and digits of other kinds, such as superscripts and those in circles. */
    public static boolean isDigitOfAnyKind(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= '0' && codePoint <= '9';
        }
        return isDigit(codePoint) || isWithin(OTHER_DIGITS, codePoint);
    }

    public static boolean isUpperCase(int codePoint) {
        return Character.isUpperCase(codePoint) && !isLater(codePoint);
    }

    /** But for five modifier letters that were found to be small ones later. */
    public static boolean isLowerCase(int codePoint) {
        return Character.isLowerCase(codePoint) && !isLater(codePoint)
                && !(codePoint == 0x10FC || (codePoint >= 0xA7F2 && codePoint <= 0xA7F4) || codePoint == 0xAB69);
    }

    public static boolean isTitleCase(int codePoint) {
        return Character.isTitleCase(codePoint) && !isLater(codePoint);
    }

    /** Letters, and marks and symbols that stand for letters. */
    public static boolean isAlphabetic(int codePoint) {
        return Character.isAlphabetic(codePoint) && !isLater(codePoint);
    }

    public static boolean isMark(int codePoint) {
        int category = category(codePoint);
        return category == Character.NON_SPACING_MARK || category == Character.COMBINING_SPACING_MARK
                || category == Character.ENCLOSING_MARK;
    }

    /** Small letter of a capital one; what is no capital letter stays. */
    public static int toLowerCase(int codePoint) {
        return isLater(codePoint) ? codePoint : Character.toLowerCase(codePoint);
    }

    /** Digits of Unicode 17: one of the references has a table of its own for them, which is newer than Java's. */
    public static boolean isDigitOf17(int codePoint) {
        return Character.isDigit(codePoint) || (codePoint >= 0x11DE0 && codePoint <= 0x11DE9);
    }

    static boolean isPunctuation(int codePoint) {
        return switch (category(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
