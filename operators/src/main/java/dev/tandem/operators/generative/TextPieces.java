package dev.tandem.operators.generative;

import java.util.ArrayList;
import java.util.List;

/** A text in pieces that a model can read at a time, cut between paragraphs where that is possible, else between lines or words. */
final class TextPieces {
    private static final List<String> CUTS = List.of("\n\n", "\n", " ");

    private TextPieces() {}

    /** @param most code points of a piece */
    static List<String> of(String text, int most) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from, most);
            String piece = text.substring(from, to).strip();
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
            from = to;
        }
        return pieces;
    }

    private static int end(String text, int from, int most) {
        int left = text.codePointCount(from, Math.min(text.length(), from + 2 * most));
        if (left <= most && from + 2L * most >= text.length()) {
            return text.length();
        }
        int end = text.offsetByCodePoints(from, Math.min(left, most));
        for (String cut : CUTS) {
            int at = text.lastIndexOf(cut, end - 1);
            if (at > from) {
                return at + cut.length() > end ? end : at + cut.length();
            }
        }
        return end;
    }
}
