package dev.tandem.operators.text.unicode;

import java.text.Normalizer;

/**
 * Normal forms of Unicode in linear time. Putting marks in order takes the square of their number, so runs of more marks
 * than any letter has stay as they are.
 */
final class NormalForm {
    private static final int MOST_MARKS = 64;

    private NormalForm() {}

    static String of(String text, Normalizer.Form form) {
        StringBuilder normal = new StringBuilder();
        int copied = 0;
        int marks = 0;
        for (int at = 0; at <= text.length(); ) {
            if (at < text.length() && isMark(text.codePointAt(at))) {
                marks++;
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            if (marks > MOST_MARKS) {
                int start = text.offsetByCodePoints(at, -marks);
                normal.append(Normalizer.normalize(text.substring(copied, start), form)).append(text, start, at);
                copied = at;
            }
            marks = 0;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
        }
        String rest = Normalizer.normalize(copied == 0 ? text : text.substring(copied), form);
        return copied == 0 ? rest : normal.append(rest).toString();
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
