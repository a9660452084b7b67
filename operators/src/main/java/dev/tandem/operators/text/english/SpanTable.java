package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.List;

/** Numbers words; finds the number of a stretch of text without making a string of it. */
public final class SpanTable {
    public static final int ABSENT = -1;

    private final char[][] words;
    private final int[] slots;
    private final int longest;

    public SpanTable(List<String> distinct) {
        words = distinct.stream().map(String::toCharArray).toArray(char[][]::new);
        slots = new int[Integer.highestOneBit(Math.max(1, words.length)) << 3];
        longest = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
        for (int number = 0; number < words.length; number++) {
            int slot = slot(hash(words[number], 0, words[number].length));
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    /** The number of a stretch, in the order of the words; {@link #ABSENT} for none of them. */
    public int find(char[] text, int from, int to) {
        return to - from > longest ? ABSENT : find(text, from, to, hash(text, from, to));
    }

    /** The same for a caller that has the {@link #hash} at hand. */
    int find(char[] text, int from, int to, int hash) {
        if (to - from > longest) {
            return ABSENT;
        }
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            char[] word = words[slots[slot] - 1];
            if (Arrays.equals(word, 0, word.length, text, from, to)) {
                return slots[slot] - 1;
            }
        }
        return ABSENT;
    }

    static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = append(hash, text[i]);
        }
        return hash;
    }

    /** The hash of a stretch that is longer by a character. */
    static int append(int hash, char next) {
        return hash * 31 + next;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
    }
}
