package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Unicode14;
import java.util.Arrays;

/** Marks of an encyclopedia: a number in brackets, also without the number, and requests to edit or to cite. */
final class Citations {
    private static final char[] EDIT = "edit]".toCharArray();
    private static final char[] NEEDED = "citation needed]".toCharArray();

    private Citations() {}

    /** The line without them; the same array when it has none. */
    static char[] remove(char[] line) {
        char[] rest = null;
        int length = 0;
        for (int i = 0; i < line.length; ) {
            int end = line[i] == '[' ? end(line, i + 1) : 0;
            if (end > 0 && rest == null) {
                rest = Arrays.copyOf(line, line.length);
                length = i;
            }
            if (end > 0) {
                i = end;
            } else {
                if (rest != null) {
                    rest[length] = line[i];
                }
                length++;
                i++;
            }
        }
        return rest == null ? line : Arrays.copyOf(rest, length);
    }

    /** Where the mark ends whose bracket opened before {@code from}; 0 when it is none. */
    private static int end(char[] line, int from) {
        int at = from;
        while (at < line.length && Unicode14.isDigit(Character.codePointAt(line, at, line.length))) {
            at += Character.charCount(Character.codePointAt(line, at, line.length));
        }
        if (at < line.length && line[at] == ']') {
            return at + 1;
        }
        return follows(line, from, EDIT) ? from + EDIT.length : follows(line, from, NEEDED) ? from + NEEDED.length : 0;
    }

    private static boolean follows(char[] line, int from, char[] sought) {
        return from + sought.length <= line.length
                && Arrays.equals(line, from, from + sought.length, sought, 0, sought.length);
    }
}
