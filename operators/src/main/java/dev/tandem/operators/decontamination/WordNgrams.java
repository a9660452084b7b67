package dev.tandem.operators.decontamination;

import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.TextHash;

/** Hashes of words, and of words in a row: texts that are put together have those of the whole. */
final class WordNgrams {
    private WordNgrams() {}

    /** A hash for each word. */
    static long[] words(EnglishWords words) {
        long[] hashes = new long[words.count()];
        for (int word = 0; word < hashes.length; word++) {
            hashes[word] = TextHash.mix(TextHash.append(0, words.text(), words.start(word), words.end(word)));
        }
        return hashes;
    }

    /** A hash for each n-gram, in the order of their first words; none where there are fewer words. */
    static long[] of(long[] words, int length) {
        long[] ngrams = new long[Math.max(0, words.length - length + 1)];
        long last = 1;
        for (int i = 1; i < length; i++) {
            last *= TextHash.BASE;
        }
        long hash = 0;
        for (int i = 0; i < words.length; i++) {
            if (i >= length) {
                hash -= words[i - length] * last;
            }
            hash = hash * TextHash.BASE + words[i];
            if (i >= length - 1) {
                ngrams[i - length + 1] = TextHash.mix(hash);
            }
        }
        return ngrams;
    }
}
