package dev.tandem.operators.text.ngram;

import dev.tandem.operators.text.english.TextHash;
import dev.tandem.operators.text.english.Unicode14;
import dev.tandem.operators.text.english.WhiteSpace;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/**
 * What an n-gram model takes for words: runs of letters, numbers and marks in small letters, with all digits alike; every
 * other character alone, and every character of the scripts that put no space between words. A word is its 64-bit hash:
 * no string is made for it.
 */
final class NgramTokens {
    private static final int PLAIN = 128;
    /** What a plain character counts as within a word; 0 for one that is no part of a word. */
    private static final char[] WORD = word();

    private NgramTokens() {}

    /** Adds the words of a stretch of a text. */
    static void add(char[] text, int from, int to, LongArrayList out) {
        long hash = 0;
        boolean open = false;
        for (int i = from; i < to; ) {
            int codePoint = Character.codePointAt(text, i, to);
            i += Character.charCount(codePoint);
            int counted = codePoint < PLAIN ? WORD[codePoint] : counted(codePoint);
            if (counted != 0) {
                hash = hash * TextHash.BASE + counted;
                open = true;
                continue;
            }
            if (open) {
                out.add(TextHash.mix(hash));
                hash = 0;
                open = false;
            }
            if (!WhiteSpace.is(codePoint)) {
                out.add(TextHash.mix(codePoint));
            }
        }
        if (open) {
            out.add(TextHash.mix(hash));
        }
    }

    private static int counted(int codePoint) {
        if (isOfScriptWithoutSpaces(codePoint)) {
            return 0;
        }
        if (Unicode14.isLetter(codePoint)) {
            return Unicode14.toLowerCase(codePoint);
        }
        if (Unicode14.isDigit(codePoint)) {
            return '0';
        }
        return Unicode14.isMark(codePoint) || Unicode14.isAlphanumeric(codePoint) ? codePoint : 0;
    }

    /** Thai, Lao, Myanmar, Khmer, Kana and Han. */
    private static boolean isOfScriptWithoutSpaces(int codePoint) {
        return codePoint >= 0x0E00 && ((codePoint <= 0x0EFF)
                || (codePoint >= 0x1000 && codePoint <= 0x109F)
                || (codePoint >= 0x1780 && codePoint <= 0x17FF)
                || (codePoint >= 0x3040 && codePoint <= 0x30FF)
                || (codePoint >= 0x31F0 && codePoint <= 0x31FF)
                || (codePoint >= 0x3400 && Character.isIdeographic(codePoint)));
    }

    private static char[] word() {
        char[] word = new char[PLAIN];
        for (char c = 'a'; c <= 'z'; c++) {
            word[c] = c;
            word[Character.toUpperCase(c)] = c;
        }
        for (char c = '0'; c <= '9'; c++) {
            word[c] = '0';
        }
        return word;
    }
}
