package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;

/**
 * Makes one kind of space of the many that Unicode has, and removes space from both ends of a text. Line feeds stay,
 * and tabs too: cells of tables are separated by them.
 */
@OperatorName("whitespace")
public final class WhitespaceMapper implements Mapper {
    public WhitespaceMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            mapped.append(isSpace(c) ? ' ' : c);
        }
        int from = 0;
        int to = mapped.length();
        while (from < to && isTrimmed(mapped.charAt(from))) {
            from++;
        }
        while (to > from && isTrimmed(mapped.charAt(to - 1))) {
            to--;
        }
        return mapped.substring(from, to);
    }

    private static boolean isTrimmed(char c) {
        return c == ' ' || c == '\n' || c == '\r';
    }

    /** Spaces of any width, joiners and fillers that show as nothing. */
    private static boolean isSpace(char c) {
        return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x202F || c == 0x205F || c == 0x2060
                || c == 0x3000 || c == 0xFEFF || c == 0xFFFC;
    }
}
