package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.List;

/** What is cut off a stretch without white space at its two ends, one piece at a time. */
final class Affixes {
    private static final SpanTable UNITS = new SpanTable(units());
    private static final int LONGEST_UNIT = units().stream().mapToInt(String::length).max().orElseThrow();

    private Affixes() {}

    private static List<String> units() {
        return Resource.lines("units.txt").stream().flatMap(line -> Arrays.stream(line.split(" "))).toList();
    }

    /** Length of the piece at the beginning, 0 for none. */
    static int prefix(char[] text, int from, int to) {
        char first = text[from];
        switch (first) {
            case '.':
                int dots = from + 1;
                while (dots < to && text[dots] == '.') {
                    dots++;
                }
                return dots - from > 1 ? dots - from : 0;
            case '+':
                return from + 1 < to && WordCharacters.isDigit(text[from + 1]) ? 0 : 1;
            case 'A', 'C':
                return from + 1 < to && text[from + 1] == '$' ? 2 : 0;
            case 'U':
                return from + 2 < to && text[from + 1] == 'S' && text[from + 2] == '$' ? 3 : 0;
            default:
                int codePoint = Character.codePointAt(text, from, to);
                return WordCharacters.is(codePoint, WordCharacters.PREFIX) ? Character.charCount(codePoint) : 0;
        }
    }

    /** Length of the piece at the end, 0 for none. */
    static int suffix(char[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        char last = text[to - 1];
        if (last == '.') {
            return periods(text, from, to);
        }
        if ((last == 's' || last == 'S') && to - from > 1 && isApostrophe(text[to - 2])) {
            return 2;
        }
        if (last == '…') {
            return to - from > 1 && text[to - 2] == '…' ? 2 : 1;
        }
        int unit = unit(text, from, to);
        if (unit > 0) {
            return unit;
        }
        int codePoint = Character.codePointBefore(text, to, from);
        return WordCharacters.is(codePoint, WordCharacters.SUFFIX) ? Character.charCount(codePoint) : 0;
    }

    private static boolean isApostrophe(char c) {
        return c == '\'' || c == '’';
    }

    /** Several periods are one piece; a single one is cut off a word, but not off an initial. */
    private static int periods(char[] text, int from, int to) {
        int start = to - 1;
        while (start > from && text[start - 1] == '.') {
            start--;
        }
        if (to - start > 1) {
            return to - start;
        }
        if (start == from) {
            return 0;
        }
        int before = Character.codePointBefore(text, start, from);
        boolean cut = WordCharacters.is(before, WordCharacters.BEFORE_FINAL_PERIOD)
                || isDegrees(text, from, start)
                || (WordCharacters.is(before, WordCharacters.CAPITAL)
                        && WordCharacters.before(text, from, start - Character.charCount(before), WordCharacters.CAPITAL));
        return cut ? 1 : 0;
    }

    private static boolean isDegrees(char[] text, int from, int to) {
        return to - from > 1 && text[to - 2] == '°' && "FfCcKk".indexOf(text[to - 1]) >= 0;
    }

    /** A plus, a currency or a unit that follows a digit. */
    private static int unit(char[] text, int from, int to) {
        for (int length = 1; length <= LONGEST_UNIT && to - length > from; length++) {
            if (WordCharacters.isDigit(text[to - length])) {
                return 0;
            }
            if (WordCharacters.isDigit(text[to - length - 1])) {
                boolean found = (length == 1 && text[to - 1] == '+')
                        || UNITS.find(text, to - length, to) != SpanTable.ABSENT;
                return found ? length : 0;
            }
        }
        return 0;
    }
}
