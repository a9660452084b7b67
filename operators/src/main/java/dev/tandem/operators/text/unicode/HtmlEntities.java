package dev.tandem.operators.text.unicode;

import java.util.Locale;
import org.jsoup.nodes.Entities;

/** Entities and character references of HTML that end in a semicolon; also names that somebody put in capitals. */
final class HtmlEntities {
    private static final int LONGEST_NAME = 24;
    private static final char LOST = '\ufffd';

    private HtmlEntities() {}

    /** The text with the characters they stand for; an ampersand that was escaped several times is unescaped as often. */
    static String unescaped(String text) {
        int at = text.indexOf('&');
        if (at < 0 || text.indexOf(';', at) < 0) {
            return text;
        }
        StringBuilder unescaped = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            unescaped.append(text, copied, at);
            String meaning = "&";
            copied = at + 1;
            while (meaning.equals("&")) {
                int end = nameEnd(text, copied);
                String found = end < 0 ? "" : meaning(text.substring(copied, end));
                if (found.isEmpty()) {
                    break;
                }
                meaning = found;
                copied = end + 1;
            }
            unescaped.append(meaning);
            at = text.indexOf('&', copied);
        }
        return unescaped.append(text, copied, text.length()).toString();
    }

    /** Where the semicolon stands behind a name or number; -1 when there is none. */
    private static int nameEnd(String text, int from) {
        int start = from < text.length() && text.charAt(from) == '#' ? from + 1 : from;
        int end = start;
        while (end < text.length() && end - start <= LONGEST_NAME && isNamePart(text.charAt(end))) {
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) == ';';
        return closed && end > start && end - start <= LONGEST_NAME ? end : -1;
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String meaning(String name) {
        if (name.charAt(0) == '#') {
            return name.charAt(1) == 'x' || name.charAt(1) == 'X' ? character(name, 2, 16) : character(name, 1, 10);
        }
        String meaning = Entities.getByName(name);
        if (!meaning.isEmpty() || !name.equals(name.toUpperCase(Locale.ROOT))) {
            return meaning;
        }
        return Entities.getByName(name.toLowerCase(Locale.ROOT)).toUpperCase(Locale.ROOT);
    }

    private static String character(String name, int from, int radix) {
        int value = 0;
        for (int i = from; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), radix);
            if (digit < 0) {
                return "";
            }
            value = Math.min(radix * value + digit, Character.MAX_CODE_POINT + 1);
        }
        boolean valid = value > 0 && value <= Character.MAX_CODE_POINT
                && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
        return from == name.length() ? "" : valid ? Character.toString(value) : String.valueOf(LOST);
    }
}
