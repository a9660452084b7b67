package dev.tandem.operators.text.english;

/** White space as Python's {@code str.isspace} has it; all of it is in the basic plane. */
public final class WhiteSpace {
    private WhiteSpace() {}

    public static boolean is(int c) {
        if (c <= 0x20) {
            return c == 0x20 || (c >= 0x9 && c <= 0xD) || c >= 0x1C;
        }
        return c >= 0x85 && (c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028
                || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000);
    }

    /** Where a stretch begins without the white space before it. */
    public static int start(char[] text, int from, int to) {
        int start = from;
        while (start < to && is(text[start])) {
            start++;
        }
        return start;
    }

    /** Where a stretch ends without the white space behind it. */
    public static int end(char[] text, int from, int to) {
        int end = to;
        while (end > from && is(text[end - 1])) {
            end--;
        }
        return end;
    }
}
