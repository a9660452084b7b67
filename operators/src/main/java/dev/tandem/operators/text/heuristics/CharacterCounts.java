package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.SampleView.Derivation;

/**
 * What the characters of a text are, counted in one scan for all operators of a pass.
 *
 * @param nonAlphanumeric all but plain letters and digits, line feeds, and {@code ?!,.}
 * @param digits the digits 0 to 9
 * @param whiteSpace spaces, tabs, line feeds, carriage returns and backspaces
 * @param parentheses round, square, curly and angle brackets, but for the signs of less and greater
 */
record CharacterCounts(int length, int nonAlphanumeric, int digits, int whiteSpace, int parentheses) {
    static final Derivation<CharacterCounts> OF = sample -> of(sample.text());

    private static final int PLAIN = 128;
    private static final int NON_ALPHANUMERIC = 1;
    private static final int DIGIT = 1 << 1;
    private static final int WHITE_SPACE = 1 << 2;
    private static final int PARENTHESIS = 1 << 3;
    private static final byte[] KINDS = kinds();

    private static CharacterCounts of(String text) {
        int length = 0;
        int nonAlphanumeric = 0;
        int digits = 0;
        int whiteSpace = 0;
        int parentheses = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int kinds;
            if (c < PLAIN) {
                kinds = KINDS[c];
            } else {
                int codePoint = text.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                kinds = kindsOf(codePoint);
            }
            length++;
            nonAlphanumeric += kinds & NON_ALPHANUMERIC;
            digits += (kinds & DIGIT) >> 1;
            whiteSpace += (kinds & WHITE_SPACE) >> 2;
            parentheses += (kinds & PARENTHESIS) >> 3;
        }
        return new CharacterCounts(length, nonAlphanumeric, digits, whiteSpace, parentheses);
    }

    /** A count over the length; 1, the largest share, for empty text. */
    double share(int count) {
        return length == 0 ? 1 : (double) count / length;
    }

    private static int kindsOf(int codePoint) {
        boolean bracket = codePoint == 0x27E8 || codePoint == 0x27E9;
        return NON_ALPHANUMERIC | (bracket ? PARENTHESIS : 0);
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[PLAIN];
        for (int c = 0; c < PLAIN; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            kinds[c] |= (byte) (digit ? DIGIT : 0);
            kinds[c] |= (byte) (digit || letter || "\n?!,.".indexOf(c) >= 0 ? 0 : NON_ALPHANUMERIC);
            kinds[c] |= (byte) (" \t\n\r\b".indexOf(c) >= 0 ? WHITE_SPACE : 0);
            kinds[c] |= (byte) ("{}[]()".indexOf(c) >= 0 ? PARENTHESIS : 0);
        }
        return kinds;
    }
}
