package dev.tandem.operators.text.english;

import java.text.Normalizer;

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
        return LowerCase.isAscii(text) ? ofPlain(text) : ofAny(text);
    }

    /** All steps in one walk. */
    private static String ofPlain(String text) {
        char[] simplified = new char[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            char c = PLAIN[text.charAt(i)];
            if (c == '0') {
                i = numberEnd(text, i);
                simplified[length++] = c;
                continue;
            }
            i++;
            if (c != ' ' || (length > 0 && simplified[length - 1] != ' ')) {
                simplified[length++] = c;
            }
        }
        return new String(simplified, 0, length > 0 && simplified[length - 1] == ' ' ? length - 1 : length);
    }

    /** Where plain digits end, with a decimal part. */
    private static int numberEnd(String text, int from) {
        int end = plainDigits(text, from);
        boolean separated = end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == ',');
        int part = separated ? plainDigits(text, end + 1) : end;
        return part > end + 1 ? part : end;
    }

    private static int plainDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isPlainDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPlainDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String ofAny(String text) {
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
        int codePoint = text.codePointAt(at);
        return WhiteSpace.is(codePoint) || Punctuation.isReplaced(codePoint);
    }

    /** Where digits of any script end, with at most one decimal part. */
    private static int anyNumberEnd(String text, int from) {
        int end = digits(text, from);
        int part = end < text.length() && DECIMAL_SEPARATORS.indexOf(text.charAt(end)) >= 0 ? digits(text, end + 1) : end;
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
