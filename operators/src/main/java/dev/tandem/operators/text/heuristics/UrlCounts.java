package dev.tandem.operators.text.heuristics;

import dev.tandem.core.operator.SampleView.Derivation;

/**
 * The web addresses in a text, found in one scan for all operators of a pass: {@code http} or {@code https}, and behind
 * it whatever characters an address may have.
 *
 * @param length characters of all of them
 * @param pornographic those that say so themselves
 */
record UrlCounts(int length, int pornographic) {
    static final Derivation<UrlCounts> OF = sample -> of(sample.text());

    private static final String SCHEME = "http";
    private static final String SEPARATOR = "://";
    private static final boolean[] ALLOWED = allowed();

    private static UrlCounts of(String text) {
        int length = 0;
        int pornographic = 0;
        int from = text.indexOf(SCHEME);
        while (from >= 0) {
            int end = end(text, from);
            length += end - from;
            pornographic += text.indexOf("porn", from, end) >= 0 ? 1 : 0;
            from = text.indexOf(SCHEME, Math.max(end, from + 1));
        }
        return new UrlCounts(length, pornographic);
    }

    /** Where an address ends that begins here; here, when none does. */
    private static int end(String text, int from) {
        int at = from + SCHEME.length();
        at += at < text.length() && text.charAt(at) == 's' ? 1 : 0;
        if (!text.startsWith(SEPARATOR, at)) {
            return from;
        }
        int start = at + SEPARATOR.length();
        int end = start;
        for (int width = width(text, end); width > 0; width = width(text, end)) {
            end += width;
        }
        return end > start ? end : from;
    }

    private static int width(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '%') {
            return at + 2 < text.length() && isHexadecimal(text.charAt(at + 1)) && isHexadecimal(text.charAt(at + 2)) ? 3 : 0;
        }
        return c < ALLOWED.length && ALLOWED[c] ? 1 : 0;
    }

    private static boolean isHexadecimal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean[] allowed() {
        boolean[] allowed = new boolean[128];
        for (int c = 0; c < allowed.length; c++) {
            allowed[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                    || "$-_@.&+/:=?#~!*(),".indexOf(c) >= 0;
        }
        return allowed;
    }
}
