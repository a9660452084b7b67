package dev.tandem.operators.translation.python;

import java.util.Locale;

/** Values of literals. */
final class PythonLiteral {
    private static final int HEXADECIMAL = 16;
    private static final int OCTAL = 8;

    private PythonLiteral() {}

    static PythonExpression number(String text, boolean negative, PythonExpression.Place place) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        String signed = (negative ? "-" : "") + digits;
        try {
            if (digits.matches("\\d{1,18}")) {
                return new PythonExpression.Literal(Long.parseLong(signed), place);
            }
            if (digits.matches("0x[0-9a-f]{1,15}")) {
                long value = Long.parseLong(digits.substring(2), HEXADECIMAL);
                return new PythonExpression.Literal(negative ? -value : value, place);
            }
            if (digits.matches("(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?")) {
                return new PythonExpression.Literal(Double.parseDouble(signed), place);
            }
        } catch (NumberFormatException e) {
            // Told as what it is written as.
        }
        return new PythonExpression.Other(place);
    }

    /** The value of a string with its prefix and quotes; null for one that is formatted, of bytes, or open. */
    static String string(String text) {
        int quote = 0;
        while (text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
            quote++;
        }
        String prefix = text.substring(0, quote).toLowerCase(Locale.ROOT);
        int quotes = text.startsWith(text.substring(quote, quote + 1).repeat(3), quote) && text.length() - quote >= 6 ? 3 : 1;
        boolean closed = text.length() >= quote + 2 * quotes && text.endsWith(text.substring(quote, quote + quotes));
        if (!closed || prefix.contains("f") || prefix.contains("b") || prefix.contains("t")) {
            return null;
        }
        String inner = text.substring(quote + quotes, text.length() - quotes);
        return prefix.contains("r") ? inner : unescaped(inner);
    }

    private static String unescaped(String text) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                value.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case '\n' -> { }
                case '\\', '\'', '"' -> value.append(escaped);
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case 'a' -> value.append('\u0007');
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'v' -> value.append('\u000B');
                case 'x' -> i += code(text, i + 1, 2, 2, HEXADECIMAL, value);
                case 'u' -> i += code(text, i + 1, 4, 4, HEXADECIMAL, value);
                case 'U' -> i += code(text, i + 1, 8, 8, HEXADECIMAL, value);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> i += code(text, i, 1, 3, OCTAL, value) - 1;
                default -> value.append('\\').append(escaped);
            }
        }
        return value.toString();
    }

    /** Appends the code point whose digits stand at a place, and returns how many they are; 0 where there are too few. */
    private static int code(String text, int from, int fewest, int most, int radix, StringBuilder value) {
        int digits = 0;
        long code = 0;
        while (digits < most && from + digits < text.length() && Character.digit(text.charAt(from + digits), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(from + digits), radix);
            digits++;
        }
        if (digits < fewest || code > Character.MAX_CODE_POINT) {
            value.append('\\');
            return 0;
        }
        value.appendCodePoint((int) code);
        return digits;
    }
}
