package dev.tandem.operators.text;

import dev.tandem.core.operator.Mapper;
import dev.tandem.core.operator.OperatorName;

/**
 * Makes plain punctuation of full-width, typographic and Chinese punctuation. A dash between words gets spaces around it,
 * an ellipsis becomes three periods. The full-width digit one, which Data-Juicer makes a quotation mark of, stays.
 */
@OperatorName("punctuation_normalization")
public final class PunctuationNormalizationMapper implements Mapper {
    public PunctuationNormalizationMapper(Params params) {}

    /** It has none. */
    public record Params() {}

    @Override
    public String map(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                mapped.append(c);
            } else {
                append(mapped, c);
            }
        }
        return mapped.toString();
    }

    private static void append(StringBuilder mapped, char c) {
        switch (c) {
            case '\uff0c', '\u3001' -> mapped.append(',');
            case '\u3002' -> mapped.append('.');
            case '\uff0e' -> mapped.append(". ");
            case '\u2026' -> mapped.append("...");
            case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb', '\u300a', '\u300b', '\u300c', '\u300d' -> mapped.append('"');
            case '\u2019', '\u00b4' -> mapped.append('\'');
            case '\u2236', '\uff1a' -> mapped.append(':');
            case '\uff1b' -> mapped.append(';');
            case '\uff1f' -> mapped.append('?');
            case '\uff01' -> mapped.append('!');
            case '\uff05' -> mapped.append('%');
            case '\uff5e' -> mapped.append('~');
            case '\uff08' -> mapped.append('(');
            case '\uff09' -> mapped.append(')');
            case '\u3008' -> mapped.append('<');
            case '\u3009' -> mapped.append('>');
            case '\u3010' -> mapped.append('[');
            case '\u3011' -> mapped.append(']');
            case '\u2013', '\u2501', '\u25ba' -> mapped.append('-');
            case '\u2014' -> mapped.append(" - ");
            default -> mapped.append(c);
        }
    }
}
