package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Unicode14;
import java.util.Arrays;

/** Marks of an encyclopedia: a number in brackets, also without the number, and requests to edit or to cite. */
final class Citations {
    private static final char[] EDIT = "edit]".toCharArray();
    private static final char[] NEEDED = "citation needed]".toCharArray();

    private Citations() {}

    /** A stretch without them, in an array of its own; the array itself when the stretch has none. */
    static char[] remove(char[] text, int from, int to) {
        int i = from;
        while (i < to && (text[i] != '[' || end(text, i + 1, to) == 0)) {
            i++;
        }
        if (i == to) {
            return text;
        }
        char[] rest = Arrays.copyOfRange(text, from, to);
        int length = i - from;
        while (i < to) {
            int end = text[i] == '[' ? end(text, i + 1, to) : 0;
            if (end > 0) {
                i = end;
            } else {
                rest[length++] = text[i++];
            }
        }
        return Arrays.copyOf(rest, length);
    }

    /** Where the mark ends whose bracket opened before {@code from}; 0 when it is none. */
    private static int end(char[] line, int from, int to) {
        int at = from;
        while (at < to && Unicode14.isDigit(Character.codePointAt(line, at, to))) {
            at += Character.charCount(Character.codePointAt(line, at, to));
        }
        if (at < to && line[at] == ']') {
            return at + 1;
        }
        return follows(line, from, to, EDIT) ? from + EDIT.length : follows(line, from, to, NEEDED) ? from + NEEDED.length : 0;
    }

    private static boolean follows(char[] line, int from, int to, char[] sought) {
        return from + sought.length <= to
                && Arrays.equals(line, from, from + sought.length, sought, 0, sought.length);
    }
}
