package dev.tandem.operators.text;

import java.util.function.IntPredicate;

/** Counts over the code points of a text. */
final class CodePoints {
    private CodePoints() {}

    /** Share of code points that {@code counted} accepts; 0 for empty text. */
    static double share(String text, IntPredicate counted) {
        int all = text.codePointCount(0, text.length());
        return all == 0 ? 0 : (double) count(text, counted) / all;
    }

    /** How many code points {@code counted} accepts. */
    static int count(String text, IntPredicate counted) {
        int found = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            found += counted.test(codePoint) ? 1 : 0;
        }
        return found;
    }
}
