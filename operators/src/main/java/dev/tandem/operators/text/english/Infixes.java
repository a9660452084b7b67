package dev.tandem.operators.text.english;

/** What is cut out of the middle of a stretch without white space. */
final class Infixes {
    private static final int NONE = -1;

    private Infixes() {}

    static boolean any(char[] text, int from, int to) {
        return next(text, from, to, from) != NONE;
    }

    /** Adds the words of a stretch and what stands between them. */
    static void cut(char[] text, int from, int to, Tokens tokens) {
        int start = from;
        for (int at = next(text, from, to, from); at != NONE; at = next(text, from, to, at)) {
            int end = at + length(text, from, to, at);
            // A stretch that begins with what could be cut out keeps it.
            if (at > from) {
                if (at > start) {
                    tokens.add(start, at);
                }
                tokens.add(at, end);
                start = end;
            }
            at = end;
        }
        if (start < to) {
            tokens.add(start, to);
        }
    }

    private static int next(char[] text, int from, int to, int start) {
        for (int at = start; at < to; at++) {
            char c = text[at];
            if (!WordCharacters.isPlainLetter(c) && !WordCharacters.isDigit(c) && length(text, from, to, at) > 0) {
                return at;
            }
        }
        return NONE;
    }

    /** Length of what is cut out at a place, 0 for nothing. */
    private static int length(char[] text, int from, int to, int at) {
        return switch (text[at]) {
            case '.' -> periods(text, from, to, at);
            case '…' -> 1;
            case '+', '*', '^' -> isOperator(text, from, to, at) ? 1 : 0;
            case ',' -> WordCharacters.before(text, from, at, WordCharacters.LETTER) && letterAt(text, at + 1, to) ? 1 : 0;
            case '-' -> isOperator(text, from, to, at) ? 1 : dashes(text, from, to, at, 3);
            case '—' -> dashes(text, from, to, at, 2);
            case '–', '~' -> dashes(text, from, to, at, 1);
            case ':', '<', '>', '=', '/' -> afterWord(text, from, at) && letterAt(text, at + 1, to) ? 1 : 0;
            default -> {
                int codePoint = Character.codePointAt(text, at, to);
                yield WordCharacters.is(codePoint, WordCharacters.SYMBOL) ? Character.charCount(codePoint) : 0;
            }
        };
    }

    private static int periods(char[] text, int from, int to, int at) {
        int end = at + 1;
        while (end < to && text[end] == '.') {
            end++;
        }
        if (end - at > 1) {
            return end - at;
        }
        return WordCharacters.before(text, from, at, WordCharacters.BEFORE_INNER_PERIOD)
                        && WordCharacters.at(text, end, to, WordCharacters.AFTER_INNER_PERIOD)
                ? 1
                : 0;
    }

    private static boolean isOperator(char[] text, int from, int to, int at) {
        return at > from && WordCharacters.isDigit(text[at - 1]) && at + 1 < to
                && (WordCharacters.isDigit(text[at + 1]) || text[at + 1] == '-');
    }

    /** Up to {@code most} dashes of a kind between words. */
    private static int dashes(char[] text, int from, int to, int at, int most) {
        int end = at + 1;
        while (end < to && end - at < most && text[end] == text[at]) {
            end++;
        }
        return afterWord(text, from, at) && letterAt(text, end, to) ? end - at : 0;
    }

    private static boolean afterWord(char[] text, int from, int at) {
        return at > from
                && (WordCharacters.isDigit(text[at - 1])
                        || WordCharacters.before(text, from, at, WordCharacters.LETTER));
    }

    private static boolean letterAt(char[] text, int at, int to) {
        return WordCharacters.at(text, at, to, WordCharacters.LETTER);
    }
}
