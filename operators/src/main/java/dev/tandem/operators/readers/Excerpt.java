package dev.tandem.operators.readers;

/** The first and last characters of texts, without halving one of two UTF-16 units. */
final class Excerpt {
    private Excerpt() {}

    static String first(String text, int length) {
        int end = Math.min(length, text.length());
        boolean halves = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, halves ? end - 1 : end);
    }

    static String last(String text, int length) {
        int start = Math.max(0, text.length() - length);
        boolean halves = start > 0 && start < text.length() && Character.isLowSurrogate(text.charAt(start));
        return text.substring(halves ? start + 1 : start);
    }
}
