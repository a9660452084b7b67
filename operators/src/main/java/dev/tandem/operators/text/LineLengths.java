package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.TextUnits;

/**
 * Lengths of the lines of a text, in code points.
 *
 * @param count lines; the one after the last line end counts only when it is not empty
 * @param longest length of the longest line, without its end
 * @param total length of the text
 */
record LineLengths(int count, int longest, int total) {
    static final Derivation<LineLengths> OF = sample -> of(sample.derive(TextUnits.OF));

    private static LineLengths of(TextUnits text) {
        int longest = 0;
        for (int line = 0; line < text.lines(); line++) {
            longest = Math.max(longest, text.codePoints(text.lineStart(line), text.lineEnd(line)));
        }
        return new LineLengths(text.lines(), longest, text.codePoints(0, text.length()));
    }
}
