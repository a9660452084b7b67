package dev.tandem.operators.text;

/** Walks over the lines of a text, which end as Unicode has it; a line end at the very end begins no further line. */
public final class Lines {
    private Lines() {}

    /** Where the line ends that begins at {@code from}. */
    public static int end(char[] text, int from) {
        int end = from;
        while (end < text.length && !LineLengths.isLineEnd(text[end])) {
            end++;
        }
        return end;
    }

    /** Where the next line begins. */
    public static int next(char[] text, int end) {
        boolean twoCharacters = end + 1 < text.length && text[end] == '\r' && text[end + 1] == '\n';
        return end + (twoCharacters ? 2 : 1);
    }
}
