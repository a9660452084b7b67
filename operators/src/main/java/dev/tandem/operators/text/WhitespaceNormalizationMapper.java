package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;
import dev.tandem.operators.text.english.WhiteSpace;

/**
 * Removes white space from both ends of a text, then makes a plain space of tabs and of the spaces of Unicode, those
 * without width included. Line feeds stay. It gives what Data-Juicer gives; {@code whitespace} is the one for text with tables,
 * whose cells are separated by tabs.
 */
@OperatorName("whitespace_normalization")
public final class WhitespaceNormalizationMapper implements Mapper {
    public WhitespaceNormalizationMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String string) {
        char[] text = string.toCharArray();
        int start = WhiteSpace.start(text, 0, text.length);
        int end = WhiteSpace.end(text, start, text.length);
        for (int i = start; i < end; i++) {
            text[i] = isSpace(text[i]) ? ' ' : text[i];
        }
        return new String(text, start, end - start);
    }

    /** Among them a control character and the place of an embedded object, which the reference lists. */
    private static boolean isSpace(char c) {
        return c == '\t' || c == 0x84 || c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x202F || c == 0x205F
                || c == 0x2060 || c == 0x3000 || c == 0xFFFC;
    }
}
