package dev.tandem.operators.text;

import java.util.stream.IntStream;

/** Texts that have every character. */
final class Characters {
    private Characters() {}

    /** All code points in order, but for the surrogates: 1,112,064. */
    static String all() {
        StringBuilder text = new StringBuilder();
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }
}
