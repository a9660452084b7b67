package dev.tandem.operators.text.english;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Text without what near-duplicates differ in: lower case, numbers as 0, punctuation as space, single spaces, no
 * diacritics. In this order; the decomposed form stays as it is, so that Hangul is left in its letters.
 */
public final class SimplifiedText {
    /**
     * Marks that follow each other are put in order, which takes the square of their number: more than these, which no text
     * has, are so in pieces.
     */
    private static final int MARKS_IN_ORDER = 256;
    private static final String DECIMAL_SEPARATORS = ".,،٫⎖⎗⎘";

    /** For each plain character what it becomes. */
    private static final char[] PLAIN = new char[0x80];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = WhiteSpace.is(c) || Punctuation.isReplaced(c) ? ' ' : isPlainDigit(c) ? '0' : Character.toLowerCase(c);
        }
    }

    private SimplifiedText() {}

    public static String of(String text) {
        return new String(characters(text));
    }

    /** The same as an array of the caller's own. */
    public static char[] characters(String text) {
        char[] characters = text.toCharArray();
        int end = simplify(characters);
        if (end < 0) {
            return stepwise(text).toCharArray();
        }
        int start = WhiteSpace.start(characters, 0, end);
        return Arrays.copyOfRange(characters, start, WhiteSpace.end(characters, start, end));
    }

    /** All steps in one walk, in place; the length, or less than 0 where what becomes of a character depends on others. */
    private static int simplify(char[] text) {
        int length = 0;
        boolean spaced = true;
        for (int i = 0; i < text.length; ) {
            char c = text[i] < PLAIN.length ? PLAIN[text[i]] : SimplifiedCharacters.of(text[i]);
            i = c == '0' ? numberEnd(text, i) : i + 1;
            if (c == SimplifiedCharacters.NOT_SIMPLE) {
                return -1;
            }
            if (c != SimplifiedCharacters.NOTHING && !(spaced && c == ' ')) {
                text[length++] = c;
            }
            spaced = c == ' ';
        }
        return length;
    }

    /** Where plain digits end, with a decimal part. */
    private static int numberEnd(char[] text, int from) {
        int end = plainDigits(text, from);
        boolean separated = end < text.length && (text[end] == '.' || text[end] == ',');
        int part = separated ? plainDigits(text, end + 1) : end;
        return part > end + 1 ? part : end;
    }

    private static int plainDigits(char[] text, int from) {
        int end = from;
        while (end < text.length && isPlainDigit(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean isPlainDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** One step after the other, for any text. */
    static String stepwise(String text) {
        String simplified = withoutMarks(withoutNumbersAndSpaces(LowerCase.of(text)));
        char[] characters = simplified.toCharArray();
        int start = WhiteSpace.start(characters, 0, characters.length);
        return simplified.substring(start, WhiteSpace.end(characters, start, characters.length));
    }

    /** Numbers become 0; punctuation and white space become one space, and nothing at both ends. */
    private static String withoutNumbersAndSpaces(String text) {
        char[] characters = text.toCharArray();
        char[] mapped = new char[characters.length];
        int length = 0;
        for (int i = 0; i < characters.length; ) {
            char c = characters[i];
            char plain = c < PLAIN.length ? PLAIN[c] : digits(text, i) > i ? '0' : isReplaced(text, i) ? ' ' : c;
            if (plain == '0') {
                i = anyNumberEnd(text, i);
                mapped[length++] = plain;
                continue;
            }
            if (plain != ' ') {
                mapped[length++] = plain;
                if (Character.isHighSurrogate(c) && Character.charCount(text.codePointAt(i)) == 2) {
                    mapped[length++] = characters[++i];
                }
            } else {
                if (length > 0 && mapped[length - 1] != ' ') {
                    mapped[length++] = ' ';
                }
                i += Character.isHighSurrogate(c) ? Character.charCount(text.codePointAt(i)) - 1 : 0;
            }
            i++;
        }
        return new String(mapped, 0, length > 0 && mapped[length - 1] == ' ' ? length - 1 : length);
    }

    private static boolean isReplaced(String text, int at) {
        return isReplaced(text.codePointAt(at));
    }

    static boolean isReplaced(int codePoint) {
        return WhiteSpace.is(codePoint) || Punctuation.isReplaced(codePoint);
    }

    static boolean isDecimalSeparator(char c) {
        return DECIMAL_SEPARATORS.indexOf(c) >= 0;
    }

    /** Where digits of any script end, with at most one decimal part. */
    private static int anyNumberEnd(String text, int from) {
        int end = digits(text, from);
        int part = end < text.length() && isDecimalSeparator(text.charAt(end)) ? digits(text, end + 1) : end;
        return part > end + 1 ? part : end;
    }

    /** Where digits end that begin at a place: those of Unicode 17. */
    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && Unicode14.isDigitOf17(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /** Decomposes, and leaves nonspacing marks out; what is unassigned in Unicode 14 has neither. */
    private static String withoutMarks(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        int start = 0;
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) < PLAIN.length) {
                i++;
                continue;
            }
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (Unicode14.isLater(codePoint)) {
                decompose(text.substring(start, i), mapped);
                mapped.appendCodePoint(codePoint);
                start = next;
            }
            marks = isMark(codePoint) ? marks + 1 : 0;
            if (marks == MARKS_IN_ORDER) {
                decompose(text.substring(start, next), mapped);
                start = next;
                marks = 0;
            }
            i = next;
        }
        decompose(text.substring(start), mapped);
        return mapped.toString();
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** Plain characters have no part in what happens to those around them. */
    private static void decompose(String text, StringBuilder mapped) {
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && text.charAt(end) < 0x80) {
                end++;
            }
            mapped.append(text, start, end);
            start = end;
            while (end < text.length() && text.charAt(end) >= 0x80) {
                end++;
            }
            if (start < end) {
                decomposeOthers(text.substring(start, end), mapped);
            }
            start = end;
        }
    }

    private static void decomposeOthers(String text, StringBuilder mapped) {
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints()
                .filter(codePoint -> Unicode14.category(codePoint) != Character.NON_SPACING_MARK)
                .forEach(mapped::appendCodePoint);
    }
}
