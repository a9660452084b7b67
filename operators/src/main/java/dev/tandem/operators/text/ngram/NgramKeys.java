package dev.tandem.operators.text.ngram;

import dev.tandem.operators.text.english.TextHash;

/**
 * Names n-grams by 63-bit hashes, from the last word backwards, so that the key of an n-gram makes that of the one which is
 * longer by the word before it. Among a hundred million n-grams one that is not there is taken for another with a
 * probability of 1e-11.
 */
final class NgramKeys {
    /** Before the first word of a line. */
    static final long BEGIN = 1;
    /** Behind its last word. */
    static final long END = 2;

    private NgramKeys() {}

    static long of(long word) {
        return TextHash.mix(word) >>> 1;
    }

    static long longer(long key, long before) {
        return TextHash.mix(key * TextHash.BASE + before) >>> 1;
    }

    /** Key of the words up to and with the one at {@code last}. */
    static long of(long[] words, int last, int length) {
        long key = of(words[last]);
        for (int i = 1; i < length; i++) {
            key = longer(key, words[last - i]);
        }
        return key;
    }
}
