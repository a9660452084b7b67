package dev.tandem.operators.translation;

/** Text of another system's recipe as it may stand in a comment: on one line, without anything that is not shown. */
final class Excerpt {
    private static final int SHORT = 80;

    private Excerpt() {}

    /** The beginning of a value or an expression. */
    static String of(String text) {
        return line(text, SHORT);
    }

    /** The beginning of a text, of at most so many code points. */
    static String line(String text, int longest) {
        StringBuilder line = new StringBuilder();
        boolean space = false;
        int length = 0;
        for (int i = 0; i < text.length() && length < longest; ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isShown(codePoint)) {
                line.append(space && !line.isEmpty() ? " " : "").appendCodePoint(codePoint);
                space = false;
                length++;
            } else {
                space = true;
            }
        }
        return length < longest ? line.toString() : line + "...";
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
