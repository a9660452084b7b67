package dev.tandem.operators.dedup;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import net.openhft.hashing.LongHashFunction;

/**
 * The set of a text's shingles (runs of so many words that follow each other), each as its 64-bit xxHash over the
 * xxHashes of its words; no string is made for a word or a shingle. Two different shingles among a million have the
 * same hash with probability 3e-8.
 */
final class Shingles {
    private static final LongHashFunction HASH = LongHashFunction.xx();

    private Shingles() {}

    /**
     * Hashes of the shingles, sorted and distinct. A text with fewer words than {@code window} has one shingle of all
     * of them; one without words has none.
     */
    static long[] of(String text, int window) {
        long[] words = words(text.toCharArray());
        if (words.length == 0) {
            return words;
        }
        int size = Math.min(window, words.length);
        long[] shingles = new long[words.length - size + 1];
        for (int i = 0; i < shingles.length; i++) {
            shingles[i] = HASH.hashLongs(words, i, size);
        }
        Arrays.sort(shingles);
        return distinct(shingles);
    }

    /** One hash per word; words are separated by Unicode white space. */
    private static long[] words(char[] text) {
        LongArrayList words = new LongArrayList(text.length / 6 + 1);
        int start = -1;
        for (int i = 0; i < text.length; i++) {
            if (isSpace(text[i])) {
                if (start >= 0) {
                    words.add(HASH.hashChars(text, start, i - start));
                }
                start = -1;
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(HASH.hashChars(text, start, text.length - start));
        }
        return words.toLongArray();
    }

    /** White space of Unicode, and the four information separators; none of them is outside the basic plane. */
    private static boolean isSpace(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
        }
        return c == 0x85 || Character.isSpaceChar(c);
    }

    private static long[] distinct(long[] sorted) {
        int count = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[count - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
    }
}
