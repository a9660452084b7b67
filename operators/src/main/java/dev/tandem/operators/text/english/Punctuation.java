package dev.tandem.operators.text.english;

import java.util.List;

/** Punctuation as datatrove lists it. */
public final class Punctuation {
    private static final int REPLACED = 1;
    private static final int TERMINAL = 1 << 1;
    private static final CodePointClasses CLASSES =
            CodePointClasses.load("punctuation.txt", List.of("punctuation", "terminal"));

    private Punctuation() {}

    /** What a word may be full of without counting as one. */
    public static boolean is(int codePoint) {
        return CLASSES.has(codePoint, REPLACED | TERMINAL);
    }

    /** What is space in simplified text. */
    public static boolean isReplaced(int codePoint) {
        return CLASSES.has(codePoint, REPLACED);
    }

    /** What ends a line as sentences end, in any script. */
    public static boolean isTerminal(int codePoint) {
        return CLASSES.has(codePoint, TERMINAL);
    }
}
