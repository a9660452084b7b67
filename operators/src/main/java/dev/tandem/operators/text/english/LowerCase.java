package dev.tandem.operators.text.english;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Lower case as Python's {@code str.lower} has it; Java decides otherwise about the sigma that ends a word. */
public final class LowerCase {
    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int SIGMA = 0x3C3;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final char DOT_ABOVE = 0x307;
    /** What begins characters of three and of four bytes, as signed bytes. */
    private static final byte THREE_BYTES = (byte) 0xe0;
    private static final byte FOUR_BYTES = (byte) 0xf0;

    /** What is between the letters of a word, beside marks, modifiers and format characters. */
    private static final String BETWEEN_LETTERS = "'.:··՟״‘’․‧︓﹒﹕＇．：";

    /** No letter: where the small letter is more or less than one character, or depends on others. */
    public static final char NOT_SIMPLE = 0;

    private static final char[] PLAIN = new char[0x80];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = (char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        }
    }

    /** As what comes out at 0 is not known yet; threads that find out at once find the same. */
    private static final char[] KNOWN = new char[0x1_0000];

    private LowerCase() {}

    /** The small letter of a character that has one of one character, whatever stands around it; else {@link #NOT_SIMPLE}. */
    public static char simple(char c) {
        char known = KNOWN[c];
        return known == NOT_SIMPLE ? KNOWN[c] = find(c) : known;
    }

    private static char find(char c) {
        if (c == DOTTED_CAPITAL_I || c == CAPITAL_SIGMA || Character.isSurrogate(c)) {
            return NOT_SIMPLE;
        }
        return (char) of(c);
    }

    /** The same of the character beyond ASCII that begins at a place of valid UTF-8. */
    public static char simple(byte[] utf8, int at) {
        int unit = utf8[at];
        if (unit >= FOUR_BYTES) {
            return NOT_SIMPLE;
        }
        return unit < THREE_BYTES
                ? simple((char) ((unit & 0x1f) << 6 | utf8[at + 1] & 0x3f))
                : simple((char) ((unit & 0xf) << 12 | (utf8[at + 1] & 0x3f) << 6 | utf8[at + 2] & 0x3f));
    }

    /** Bytes of the character that begins with this one. */
    public static int bytes(int first) {
        return first >= 0 ? 1 : first < THREE_BYTES ? 2 : first < FOUR_BYTES ? 3 : 4;
    }

    public static String of(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : new String(ofAny(text));
    }

    /** The same as an array of the caller's own. */
    public static char[] characters(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT).toCharArray() : ofAny(text);
    }

    /** The same of valid UTF-8, which is not made a text before if it need not be. */
    public static char[] characters(byte[] utf8) {
        char[] mapped = new char[utf8.length];
        int length = 0;
        for (int i = 0; i < utf8.length; length++) {
            int unit = utf8[i];
            char found = unit >= 0 ? PLAIN[unit] : simple(utf8, i);
            if (unit < 0 && found == NOT_SIMPLE) {
                return characters(new String(utf8, StandardCharsets.UTF_8));
            }
            i += bytes(unit);
            mapped[length] = found;
        }
        return Arrays.copyOf(mapped, length);
    }

    /** Only one capital letter has a small one that takes more characters: two. */
    private static char[] ofAny(String text) {
        char[] characters = text.toCharArray();
        char[] mapped = new char[characters.length + dotted(text)];
        int length = 0;
        for (int i = 0; i < characters.length; i++) {
            char c = characters[i];
            if (c < 0x80) {
                mapped[length++] = PLAIN[c];
            } else if (c == DOTTED_CAPITAL_I) {
                mapped[length++] = 'i';
                mapped[length++] = DOT_ABOVE;
            } else if (c == CAPITAL_SIGMA) {
                mapped[length++] = (char) (endsWord(text, i) ? FINAL_SIGMA : SIGMA);
            } else if (Character.isHighSurrogate(c)) {
                int codePoint = text.codePointAt(i);
                length += Character.toChars(of(codePoint), mapped, length);
                i += Character.charCount(codePoint) - 1;
            } else {
                mapped[length++] = (char) of(c);
            }
        }
        return mapped;
    }

    private static int dotted(String text) {
        int dotted = 0;
        for (int i = text.indexOf(DOTTED_CAPITAL_I); i >= 0; i = text.indexOf(DOTTED_CAPITAL_I, i + 1)) {
            dotted++;
        }
        return dotted;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int of(int codePoint) {
        return Unicode14.isLater(codePoint) ? codePoint : Character.toLowerCase(codePoint);
    }

    /** Whether a letter comes before a place and none behind it, of those that have cases. */
    private static boolean endsWord(String text, int at) {
        int before = at;
        while (before > 0 && isBetweenLetters(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == 0 || !hasCase(text.codePointBefore(before))) {
            return false;
        }
        int after = at + 1;
        while (after < text.length() && isBetweenLetters(text.codePointAt(after))) {
            after += Character.charCount(text.codePointAt(after));
        }
        return after == text.length() || !hasCase(text.codePointAt(after));
    }

    private static boolean hasCase(int codePoint) {
        return !Unicode14.isLater(codePoint)
                && (Character.isLowerCase(codePoint) || Character.isUpperCase(codePoint)
                        || Character.isTitleCase(codePoint));
    }

    private static boolean isBetweenLetters(int codePoint) {
        return switch (Unicode14.category(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> BETWEEN_LETTERS.indexOf(codePoint) >= 0;
        };
    }
}
