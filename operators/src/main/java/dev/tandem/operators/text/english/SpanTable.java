package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.List;

/** Numbers words; finds the number of a stretch of text without making a string of it. */
public final class SpanTable {
    public static final int ABSENT = -1;

    private static final int POSSIBLE_BITS = 1 << 16;

    private final char[][] words;
    private final int[] slots;
    private final int longest;
    /** One bit by length, first and last character: most stretches are none of the words for these alone. */
    private final long[] possible = new long[POSSIBLE_BITS / Long.SIZE];

    /** Of several equal words the first counts; an empty one is no word. */
    public SpanTable(List<String> spellings) {
        words = spellings.stream().distinct().filter(word -> !word.isEmpty()).map(String::toCharArray).toArray(char[][]::new);
        slots = new int[Integer.highestOneBit(Math.max(1, words.length)) << 3];
        longest = Arrays.stream(words).mapToInt(word -> word.length).max().orElse(0);
        for (int number = 0; number < words.length; number++) {
            char[] word = words[number];
            int slot = slot(hash(word, 0, word.length));
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
            int bit = bit(word, 0, word.length);
            possible[bit / Long.SIZE] |= 1L << bit;
        }
    }

    private static int bit(char[] text, int from, int to) {
        return (text[from] * 0x9E37 ^ text[to - 1] * 0x85EB ^ (to - from) * 0xC2B3) >>> 3 & (POSSIBLE_BITS - 1);
    }

    /** The number of a stretch that is not empty, in the order of the distinct words; {@link #ABSENT} for none of them. */
    public int find(char[] text, int from, int to) {
        if (to - from > longest) {
            return ABSENT;
        }
        int bit = bit(text, from, to);
        if ((possible[bit / Long.SIZE] & 1L << bit) == 0) {
            return ABSENT;
        }
        for (int slot = slot(hash(text, from, to)); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            char[] word = words[slots[slot] - 1];
            if (Arrays.equals(word, 0, word.length, text, from, to)) {
                return slots[slot] - 1;
            }
        }
        return ABSENT;
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    private int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return (mixed ^ (mixed >>> 15)) & (slots.length - 1);
    }
}
