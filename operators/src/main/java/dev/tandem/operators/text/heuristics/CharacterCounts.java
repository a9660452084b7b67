package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.TextUnits;

/**
 * What the characters of a text are, counted in one scan for all operators of a pass.
 *
 * @param nonAlphanumeric all but plain letters and digits, line feeds, and {@code ?!,.}
 * @param digits the digits 0 to 9
 * @param whiteSpace spaces, tabs, line feeds, carriage returns and backspaces
 * @param parentheses round, square, curly and angle brackets, but for the signs of less and greater
 */
record CharacterCounts(int length, int nonAlphanumeric, int digits, int whiteSpace, int parentheses) {
    static final Derivation<CharacterCounts> OF = sample -> of(sample.derive(TextUnits.OF));

    private static final int PLAIN = 128;
    /** Four counts stand in one number, each with room for the characters that are added up before it is emptied. */
    private static final int WIDTH = 16;
    private static final int MASK = (1 << WIDTH) - 1;
    private static final int NON_ALPHANUMERIC = 0;
    private static final int DIGIT = 1;
    private static final int WHITE_SPACE = 2;
    private static final int PARENTHESIS = 3;
    private static final long[] KINDS = kinds();

    private static CharacterCounts of(TextUnits text) {
        int[] sums = new int[PARENTHESIS + 1];
        for (int from = 0; from < text.length(); from += MASK) {
            long counts = count(text.array(), from, Math.min(text.length(), from + MASK));
            for (int kind = 0; kind < sums.length; kind++) {
                sums[kind] += (int) (counts >>> kind * WIDTH) & MASK;
            }
        }
        return new CharacterCounts(
                text.codePoints(0, text.length()), sums[NON_ALPHANUMERIC], sums[DIGIT], sums[WHITE_SPACE], sums[PARENTHESIS]);
    }

    /** Of the code points that begin in a stretch. */
    private static long count(char[] units, int from, int to) {
        long counts = 0;
        for (int i = from; i < to; i++) {
            char c = units[i];
            if (c < PLAIN) {
                counts += KINDS[c];
            } else if (!Character.isLowSurrogate(c) || i == 0 || !Character.isHighSurrogate(units[i - 1])) {
                counts += one(NON_ALPHANUMERIC) + (c == 0x27E8 || c == 0x27E9 ? one(PARENTHESIS) : 0);
            }
        }
        return counts;
    }

    private static long one(int kind) {
        return 1L << kind * WIDTH;
    }

    /** A count over the length; 1, the largest share, for empty text. */
    double share(int count) {
        return length == 0 ? 1 : (double) count / length;
    }

    private static long[] kinds() {
        long[] kinds = new long[PLAIN];
        for (int c = 0; c < PLAIN; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            kinds[c] = (digit ? one(DIGIT) : 0)
                    + (digit || letter || "\n?!,.".indexOf(c) >= 0 ? 0 : one(NON_ALPHANUMERIC))
                    + (" \t\n\r\b".indexOf(c) >= 0 ? one(WHITE_SPACE) : 0)
                    + ("{}[]()".indexOf(c) >= 0 ? one(PARENTHESIS) : 0);
        }
        return kinds;
    }
}
