package dev.tandem.operators.pii;

import dev.tandem.operators.text.english.Tokens;
import dev.tandem.operators.text.english.Unicode14;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an e-mail address around an {@code @} begins and ends, by the ASCII forms of RFC 5322 in linear time. */
final class EmailSpan {
    private static final String SYMBOLS = "!#$%&'*+/=?^_`{|}~-";
    private static final Pattern LITERAL = Pattern.compile(
            "\\[(?:" + PublicAddress.OCTET + "\\.){3}(?:" + PublicAddress.OCTET + "|[A-Za-z0-9-]*[A-Za-z0-9]:)\\]");

    private EmailSpan() {}

    /** All addresses of a text. */
    static Tokens all(String text) {
        Tokens found = new Tokens(8);
        int from = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, at, from);
            int end = end(text, at);
            if (start < at && end > at + 1) {
                found.add(start, end);
                from = end;
            }
        }
        return found;
    }

    /**
     * The first position from which words joined by single dots reach the {@code @}, at a boundary between a word
     * character and another; {@code at} when there is none.
     */
    static int start(String text, int at, int from) {
        int best = at;
        int i = at - 1;
        while (i >= from) {
            char c = text.charAt(i);
            if (c == '.') {
                boolean single = i + 1 < at && i > from && isLocal(text.charAt(i - 1)) && text.charAt(i + 1) != '.';
                if (!single) {
                    break;
                }
            } else if (!isLocal(c)) {
                break;
            } else if (isBoundary(text, i)) {
                best = i;
            }
            i--;
        }
        return best;
    }

    /**
     * The end of a domain of at least two labels, or of an address in brackets, after the {@code @}; {@code at + 1}
     * when there is none.
     */
    static int end(String text, int at) {
        int end = at + 1;
        if (end < text.length() && text.charAt(end) == '[') {
            Matcher literal = LITERAL.matcher(text).region(end, text.length());
            return literal.lookingAt() ? literal.end() : end;
        }
        int labels = 0;
        int i = at + 1;
        while (i < text.length() && isAlphanumeric(text.charAt(i))) {
            int last = i;
            int j = i;
            while (j < text.length() && (isAlphanumeric(text.charAt(j)) || text.charAt(j) == '-')) {
                last = isAlphanumeric(text.charAt(j)) ? j : last;
                j++;
            }
            labels++;
            if (labels >= 2) {
                end = last + 1;
            }
            if (last + 1 != j || j >= text.length() || text.charAt(j) != '.') {
                break;
            }
            i = j + 1;
        }
        return end;
    }

    private static boolean isBoundary(String text, int i) {
        boolean before = i > 0 && isWord(text.codePointBefore(i));
        return before != isWord(text.charAt(i));
    }

    private static boolean isWord(int codePoint) {
        return Unicode14.isAlphanumeric(codePoint) || codePoint == '_';
    }

    private static boolean isLocal(char c) {
        return isAlphanumeric(c) || SYMBOLS.indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
