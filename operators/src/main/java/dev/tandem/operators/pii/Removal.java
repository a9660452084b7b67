package dev.tandem.operators.pii;

import dev.tandem.operators.text.Lines;
import dev.tandem.operators.text.english.Tokens;

/** What becomes of personal data: a text in its place, nothing in its place, or the whole line gone. */
public enum Removal {
    REPLACE,
    REMOVE,
    REMOVE_LINE;

    /** The text without the stretches that were found, which are in order and do not overlap. */
    String of(String text, Tokens found, String replacement) {
        return switch (this) {
            case REPLACE -> found.replacedIn(text, replacement);
            case REMOVE -> found.replacedIn(text, "");
            case REMOVE_LINE -> lines(text.toCharArray(), found).replacedIn(text, "");
        };
    }

    /** The lines with something found in them, with their ends. */
    private static Tokens lines(char[] text, Tokens found) {
        Tokens lines = new Tokens(8);
        int next = 0;
        for (int start = 0; start < text.length && next < found.size(); ) {
            int end = Math.min(text.length, Lines.next(text, Lines.end(text, start)));
            if (found.start(next) < end) {
                lines.add(start, end);
            }
            while (next < found.size() && found.start(next) < end) {
                next++;
            }
            start = end;
        }
        return lines;
    }
}
