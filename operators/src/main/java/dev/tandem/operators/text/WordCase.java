package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Unicode14;

/** In which case a word is, as Python's {@code str.isupper} and {@code str.istitle} have it. */
final class WordCase {
    private WordCase() {}

    /** A capital letter, and no small one. */
    static boolean isUpper(char[] text, int from, int to) {
        boolean capital = false;
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i, to);
            if (Unicode14.isLowerCase(codePoint) || Unicode14.isTitleCase(codePoint)) {
                return false;
            }
            capital |= Unicode14.isUpperCase(codePoint);
            i += Character.charCount(codePoint);
        }
        return capital;
    }

    /** A letter, with capitals where letters begin and small ones behind them. */
    static boolean isTitle(char[] text, int from, int to) {
        boolean cased = false;
        boolean afterLetter = false;
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i, to);
            boolean capital = Unicode14.isUpperCase(codePoint) || Unicode14.isTitleCase(codePoint);
            boolean small = Unicode14.isLowerCase(codePoint);
            if (capital ? afterLetter : small && !afterLetter) {
                return false;
            }
            afterLetter = capital || small;
            cased |= afterLetter;
            i += Character.charCount(codePoint);
        }
        return cased;
    }
}
