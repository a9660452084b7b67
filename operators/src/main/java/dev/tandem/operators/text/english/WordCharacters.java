package dev.tandem.operators.text.english;

import java.util.List;

/** What code points are to the English word rules. */
final class WordCharacters {
    /** A word of its own before another. */
    static final int PREFIX = 1;

    /** A word of its own after another. */
    static final int SUFFIX = 1 << 1;

    /** A word of its own anywhere. */
    static final int SYMBOL = 1 << 2;

    /** Before and after a period that cuts two words. */
    static final int BEFORE_INNER_PERIOD = 1 << 3;
    static final int AFTER_INNER_PERIOD = 1 << 4;
    static final int LETTER = 1 << 5;

    /** Before a period that ends a word and is none of its letters. */
    static final int BEFORE_FINAL_PERIOD = 1 << 6;
    static final int CAPITAL = 1 << 7;
    static final int SENTENCE_END = 1 << 8;
    static final int TOP_LEVEL_DOMAIN = 1 << 9;

    private static final CodePointClasses CLASSES = CodePointClasses.load("character_classes.txt", List.of(
            "prefix", "suffix", "symbol", "before_inner_period", "after_inner_period", "letter", "before_final_period",
            "capital", "sentence_end", "top_level_domain"));

    private WordCharacters() {}

    static boolean is(int codePoint, int classes) {
        return CLASSES.has(codePoint, classes);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isPlainLetter(char c) {
        // A capital is its small letter without one bit; nothing else becomes a letter with it.
        return (char) ((c | 0x20) - 'a') < 26;
    }

    /** Whether the code point that ends before {@code at} is in one of the classes. */
    static boolean before(char[] text, int from, int at, int classes) {
        return at > from && is(Character.codePointBefore(text, at, from), classes);
    }

    /** Whether the code point at {@code at} is in one of the classes. */
    static boolean at(char[] text, int at, int to, int classes) {
        return at < to && is(Character.codePointAt(text, at, to), classes);
    }
}
