package dev.tandem.operators.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ratios as recipes give them: two numbers, such as {@code 16/9} or {@code 16:9}, or one. */
final class Ratio {
    private static final Pattern RATIO = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:[:/](\\d{1,9}(?:\\.\\d{1,9})?))?");

    private Ratio() {}

    static double of(String name, String ratio) {
        Matcher matcher = RATIO.matcher(ratio.strip());
        double below = matcher.matches() && matcher.group(2) != null ? Double.parseDouble(matcher.group(2)) : 1;
        if (!matcher.matches() || below == 0) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "' must be a ratio such as 16/9, 16:9 or 1.5, found '" + ratio + "'");
        }
        return Double.parseDouble(matcher.group(1)) / below;
    }
}
