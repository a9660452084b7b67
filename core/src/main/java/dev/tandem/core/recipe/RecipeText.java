package dev.tandem.core.recipe;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Operators as they are written in a recipe. */
public final class RecipeText {
    private static final String PLAIN = "[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*";
    /** Words that YAML, or a reader of an older one, takes for something else. */
    private static final Set<String> NO_TEXT = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private RecipeText() {}

    /** An entry of a list of operators, without the dash: {@code text_length: {min_len: 200}}. */
    public static String of(OperatorUse use) {
        return use.name() + ":" + (use.parameters().isEmpty()
                ? ""
                : use.parameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + ": " + value(parameter.getValue()))
                        .collect(Collectors.joining(", ", " {", "}")));
    }

    /** The value of a parameter: a boolean, a number, a string or a list of these. */
    public static String value(Object value) {
        return switch (value) {
            case List<?> items -> items.stream().map(RecipeText::value).collect(Collectors.joining(", ", "[", "]"));
            case Double number when Double.isInfinite(number) -> number > 0 ? ".inf" : "-.inf";
            case Double number when Double.isNaN(number) -> ".nan";
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> text(value.toString());
        };
    }

    private static String text(String text) {
        if (text.matches(PLAIN) && !NO_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '"' || codePoint == '\\') {
                quoted.append('\\').appendCodePoint(codePoint);
            } else if (isPrintable(codePoint)) {
                quoted.appendCodePoint(codePoint);
            } else {
                quoted.append(String.format("\\u%04X", codePoint));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> codePoint > 0xFFFF;
            default -> true;
        };
    }
}
