package dev.tandem.operators.pii;

/**
 * Groups of digits as people write long numbers: between two groups stands one space, hyphen, period or slash, or a bracket
 * around one of them. Groups are read as far as they go, and within limits: reading takes no more than a few hundred steps.
 */
final class DigitGroups {
    private static final int MOST = 12;
    private static final int LONGEST = 19;

    private final String text;
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final char[] separators = new char[MOST];
    private final boolean[] bracketed = new boolean[MOST];
    private int count;
    private boolean plus;

    DigitGroups(String text) {
        this.text = text;
    }

    /** Reads the groups from a place, which is a digit, a plus sign or an opening bracket. */
    void read(int from) {
        count = 0;
        char separator = 0;
        for (int at = from; count < MOST; ) {
            boolean opened = at(at) == '(';
            int start = opened ? at + 1 : at;
            if (count == 0) {
                plus = at(start) == '+';
                start += plus ? 1 : 0;
            }
            int end = start;
            while (isDigit(at(end)) && end - start <= LONGEST) {
                end++;
            }
            boolean closed = at(end) == ')';
            if (end == start || end - start > LONGEST || (opened && !closed)) {
                return;
            }
            boolean inBrackets = opened && closed;
            add(start, end, separator, inBrackets);
            at = inBrackets ? end + 1 : end;
            separator = isSeparator(at(at)) ? plain(at(at)) : 0;
            at += separator == 0 ? 0 : 1;
            if (separator == 0 && !inBrackets && at(at) != '(') {
                return;
            }
        }
    }

    private void add(int start, int end, char separator, boolean inBrackets) {
        starts[count] = start;
        ends[count] = end;
        separators[count] = separator;
        bracketed[count++] = inBrackets;
    }

    int count() {
        return count;
    }

    /** Whether a plus sign stands before the first group. */
    boolean plus() {
        return plus;
    }

    /** How many zeros the first group begins with. */
    int zeros() {
        int at = starts[0];
        while (at < ends[0] && text.charAt(at) == '0') {
            at++;
        }
        return at - starts[0];
    }

    int length(int group) {
        return ends[group] - starts[group];
    }

    /** Where the group ends, its bracket left out. */
    int end(int group) {
        return ends[group];
    }

    /** What stands before a group: a space, a hyphen, a period or a slash, whatever their forms; 0 where nothing does. */
    char separator(int group) {
        return separators[group];
    }

    boolean isBracketed(int group) {
        return bracketed[group];
    }

    /** The digits of some groups. */
    String digits(int from, int to) {
        StringBuilder digits = new StringBuilder();
        for (int group = from; group < to; group++) {
            digits.append(text, starts[group], ends[group]);
        }
        return digits.toString();
    }

    /** The character of a place, 0 behind the end. */
    private char at(int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSeparator(char c) {
        return c != 0 && " -./\u00a0\u202f\u2010\u2011".indexOf(c) >= 0;
    }

    private static char plain(char separator) {
        return switch (separator) {
            case '\u00a0', '\u202f' -> ' ';
            case '\u2010', '\u2011' -> '-';
            default -> separator;
        };
    }
}
