package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Tokens;

/**
 * Finds links by the pattern that Data-Juicer has for them, without going back: in linear time, which the pattern is not.
 * What follows a scheme, {@code www.} or a host is called the path here, whatever is in it.
 */
final class WebLinks {
    private static final int NONE = -1;
    private static final int WWW_DIGITS = 3;
    private static final String NEVER_LAST = "`![]{};:'\".,?\u00ab\u00bb\u201c\u201d\u2018\u2019";

    private final String text;
    private final Tokens found = new Tokens(8);
    /** Links may begin at every word of what may be a scheme or a host: where these and their paths end is looked up once. */
    private int schemeEnd;
    private int schemePathEnd = NONE;
    private int hostEnd;
    private int hostPathEnd = NONE;

    WebLinks(String text) {
        this.text = text;
    }

    Tokens find() {
        boolean afterWord = false;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            boolean word = isWord(codePoint);
            int end = word != afterWord ? end(at) : NONE;
            if (end == NONE) {
                afterWord = word;
                at += Character.charCount(codePoint);
            } else {
                found.add(at, end);
                afterWord = isWord(text.codePointBefore(end));
                at = end;
            }
        }
        return found;
    }

    /** Where the link ends that begins at a place, by the first of its three forms that fits. */
    private int end(int from) {
        char first = text.charAt(from);
        int end = NONE;
        if (isLetter(first)) {
            end = schemePathEnd(from);
            end = end == NONE && text.regionMatches(true, from, "www", 0, 3) ? wwwPathEnd(from + 3) : end;
        }
        return end == NONE && isHost(first) ? hostPathEnd(from) : end;
    }

    /** A letter, more characters of words and hyphens, a colon, and a slash, a letter, a digit or a percent sign. */
    private int schemePathEnd(int from) {
        if (from >= schemeEnd) {
            int end = from;
            while (end < text.length() && (text.charAt(end) == '-' || isWord(text.codePointAt(end)))) {
                end += Character.charCount(text.codePointAt(end));
            }
            schemeEnd = end;
            boolean scheme = charAt(end) == ':' && isPathStart(charAt(end + 1));
            schemePathEnd = scheme ? pathEnd(end + 2) : NONE;
        }
        return from + 1 < schemeEnd ? schemePathEnd : NONE;
    }

    private int wwwPathEnd(int from) {
        int end = from;
        while (end < text.length() && end - from < WWW_DIGITS && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return charAt(end) == '.' ? pathEnd(end + 1) : NONE;
    }

    /** Letters, digits, periods and hyphens, of which the last are a period and two to four letters; then a slash. */
    private int hostPathEnd(int from) {
        if (from >= hostEnd) {
            int end = from;
            while (end < text.length() && isHost(text.charAt(end))) {
                end++;
            }
            hostEnd = end;
            hostPathEnd = charAt(end) == '/' ? pathEnd(end + 1) : NONE;
        }
        int dot = hostEnd - 1;
        while (dot > from && isLetter(text.charAt(dot)) && hostEnd - dot < 5) {
            dot--;
        }
        int letters = hostEnd - dot - 1;
        return dot > from && text.charAt(dot) == '.' && letters >= 2 ? hostPathEnd : NONE;
    }

    /** Behind the last place where the path may end, with at least something before what is last in it. */
    private int pathEnd(int from) {
        int end = NONE;
        for (int at = from; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (RegexSpace.is(codePoint) || codePoint == ')' || codePoint == '<' || codePoint == '>') {
                break;
            }
            int next = codePoint == '(' ? bracketEnd(at + 1) : at + Character.charCount(codePoint);
            if (next == NONE) {
                break;
            }
            end = at > from && NEVER_LAST.indexOf(codePoint) < 0 ? next : end;
            at = next;
        }
        return end;
    }

    /** Behind the closing bracket; brackets may stand in brackets, once, with something in them. */
    private int bracketEnd(int from) {
        int inner = NONE;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ')' && inner == NONE) {
                return at + 1;
            }
            boolean unfit = c == '<' || c == '>' || RegexSpace.is(c);
            if (unfit || (c == '(' && inner != NONE) || (c == ')' && inner == at)) {
                return NONE;
            }
            inner = c == '(' ? at + 1 : c == ')' ? NONE : inner;
        }
        return NONE;
    }

    /** 0 behind the end. */
    private char charAt(int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private static boolean isPathStart(char c) {
        return c == '/' || c == '%' || isLetter(c) || (c >= '0' && c <= '9');
    }

    private static boolean isHost(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** A character of words as Unicode's patterns have it. */
    private static boolean isWord(int codePoint) {
        if (codePoint < 0x80) {
            return isLetter((char) codePoint) || (codePoint >= '0' && codePoint <= '9') || codePoint == '_';
        }
        return Character.isAlphabetic(codePoint) || switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER, Character.CONNECTOR_PUNCTUATION -> true;
            default -> codePoint == 0x200C || codePoint == 0x200D;
        };
    }
}
