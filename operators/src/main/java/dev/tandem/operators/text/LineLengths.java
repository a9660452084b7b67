package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;

/**
 * Lengths of the lines of a text, in code points.
 *
 * @param count lines; the one after the last line end counts only when it is not empty
 * @param longest length of the longest line, without its end
 * @param total length of the text
 */
record LineLengths(int count, int longest, int total) {
    static final Derivation<LineLengths> OF = sample -> of(sample.text());

    private static LineLengths of(String text) {
        int count = 0;
        int longest = 0;
        int current = 0;
        int total = 0;
        boolean open = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            total++;
            if (isLineEnd(codePoint)) {
                if (codePoint == '\r' && i < text.length() && text.charAt(i) == '\n') {
                    i++;
                    total++;
                }
                count++;
                longest = Math.max(longest, current);
                current = 0;
                open = false;
            } else {
                current++;
                open = true;
            }
        }
        return new LineLengths(open ? count + 1 : count, Math.max(longest, current), total);
    }

    /** Line and paragraph separators of Unicode, and the control characters that end lines. */
    static boolean isLineEnd(int codePoint) {
        return (codePoint >= '\n' && codePoint <= '\r') || (codePoint >= 0x1c && codePoint <= 0x1e) || codePoint == 0x85
                || codePoint == 0x2028 || codePoint == 0x2029;
    }
}
