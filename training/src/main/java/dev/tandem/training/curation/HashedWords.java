package dev.tandem.training.curation;

import dev.tandem.training.Products;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.List;

/**
 * Texts as unit vectors of their words, rare words heavier (inverse document frequency), hashed into few dimensions: names of pages, of
 * files and of products, which sentence vectors blur, count by themselves here. Of a word only its first letters count, which takes
 * most endings off; a text counts each word once.
 */
public final class HashedWords {
    private static final int DIMENSIONS = 2048;
    private static final int LETTERS = 5;
    private static final int LEAST_LETTERS = 2;
    private static final int MOST_WORDS = 4096;

    private final float[] weights = new float[DIMENSIONS];

    /** Learns from texts which words are rare. */
    public HashedWords(List<String> texts) {
        int[] counts = new int[DIMENSIONS];
        for (String text : texts) {
            words(text).forEach(word -> counts[word]++);
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            weights[i] = (float) StrictMath.log((texts.size() + 1.0) / (counts[i] + 1.0));
        }
    }

    /** Of a text without words, zeros. */
    public float[] vector(String text) {
        float[] vector = new float[DIMENSIONS];
        words(text).forEach(word -> vector[word] = weights[word]);
        Products.toUnitLength(vector);
        return vector;
    }

    private static IntSet words(String text) {
        IntSet words = new IntOpenHashSet();
        int at = 0;
        while (at < text.length() && words.size() < MOST_WORDS) {
            int hash = 0;
            int letters = 0;
            while (at < text.length()) {
                int point = text.codePointAt(at);
                at += Character.charCount(point);
                if (!Character.isLetterOrDigit(point)) {
                    break;
                }
                hash = letters < LETTERS ? (hash + Character.toLowerCase(point)) * 0x9e3779b1 : hash;
                letters++;
            }
            if (letters >= LEAST_LETTERS) {
                words.add((hash ^ hash >>> 15) & DIMENSIONS - 1);
            }
        }
        return words;
    }
}
