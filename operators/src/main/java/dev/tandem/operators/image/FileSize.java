package dev.tandem.operators.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of files as recipes give them: bytes, or a number with a unit of 1024, such as {@code 124KB} or {@code 1.5 MiB}. */
public final class FileSize {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?) ?(?:([KMGTP])?I?B)?");
    private static final String UNITS = "KMGTP";

    private FileSize() {}

    /** In bytes; {@code name} is the parameter that a message is about. */
    public static double bytes(String name, String size) {
        Matcher matcher = SIZE.matcher(size.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("parameter '" + name + "' must be a size such as 500, 124KB or 1.5MB, found '"
                    + size + "'");
        }
        int power = matcher.group(2) == null ? 0 : 1 + UNITS.indexOf(matcher.group(2));
        return Double.parseDouble(matcher.group(1)) * (1L << 10 * power);
    }
}
