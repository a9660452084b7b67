package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.SpanTable;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.Unicode14;
import java.util.List;

/**
 * What the words of a text are, counted in one scan for all operators of a pass. A word is what stands between white space.
 *
 * @param length code points of all of them
 * @param longest code points of the longest one
 * @param symbols ellipses, and words with more stretches of number signs than half of their characters
 * @param alphabetic words with a letter
 * @param common occurrences of the eight words that English text has most of, in small letters
 */
record WordCounts(int words, int length, int longest, int symbols, int alphabetic, int common) {
    static final Derivation<WordCounts> OF = sample -> of(sample.derive(TextUnits.OF));

    private static final SpanTable COMMON = new SpanTable(List.of("the", "be", "to", "of", "and", "that", "have", "with"));
    private static final SpanTable ELLIPSES = new SpanTable(List.of("...", "[...]", "…", "(...)", "[…]", "-»"));

    private static WordCounts of(TextUnits units) {
        char[] text = units.array();
        boolean numberSigns = units.has('#');
        int words = 0;
        int length = 0;
        int longest = 0;
        int symbols = 0;
        int alphabetic = 0;
        int common = 0;
        for (int start = units.nextOther(0); start < text.length; ) {
            int end = units.nextSpace(start);
            int codePoints = units.codePoints(start, end);
            boolean letter = units.hasBasicLetter(start, end);
            words++;
            length += codePoints;
            longest = Math.max(longest, codePoints);
            symbols += (numberSigns && isOfNumberSigns(text, start, end, codePoints)) || (!letter && isEllipsis(text, start, end)) ? 1 : 0;
            alphabetic += letter || isAlphabetic(text, start, end) ? 1 : 0;
            common += letter && COMMON.find(text, start, end) != SpanTable.ABSENT ? 1 : 0;
            start = units.nextOther(end);
        }
        return new WordCounts(words, length, longest, symbols, alphabetic, common);
    }

    private static boolean isOfNumberSigns(char[] text, int from, int to, int codePoints) {
        int stretches = 0;
        for (int i = from; i < to; i++) {
            stretches += text[i] == '#' && (i == from || text[i - 1] != '#') ? 1 : 0;
        }
        return 2 * stretches > codePoints;
    }

    private static boolean isEllipsis(char[] text, int from, int to) {
        return ELLIPSES.find(text, from, to) != SpanTable.ABSENT;
    }

    private static boolean isAlphabetic(char[] text, int from, int to) {
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i, to);
            if (Unicode14.isAlphabetic(codePoint)) {
                return true;
            }
            i += Character.charCount(codePoint);
        }
        return false;
    }
}
