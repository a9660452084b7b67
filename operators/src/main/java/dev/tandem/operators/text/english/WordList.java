package dev.tandem.operators.text.english;

import java.util.Arrays;
import java.util.List;

/** Numbers words, and finds the number of one by its {@link WordKey}. */
public final class WordList {
    public static final int ABSENT = -1;

    private final char[][] words;
    private final long[] keys;
    private final int[] slots;

    /** Of several equal words the first counts; an empty one is no word. */
    public WordList(List<String> spellings) {
        words = spellings.stream().distinct().filter(word -> !word.isEmpty()).map(String::toCharArray).toArray(char[][]::new);
        keys = new long[words.length];
        slots = new int[Integer.highestOneBit(Math.max(1, words.length)) << 3];
        for (int number = 0; number < words.length; number++) {
            char[] word = words[number];
            int kinds = UnitKinds.of(UnitKinds.of(word), 0, word.length);
            keys[number] = WordKey.of(word, UnitKinds.lowerBytes(word), 0, word.length, kinds);
            int slot = slot(keys[number]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    /** The number of a word, in the order of the distinct ones; {@link #ABSENT} for none of them. */
    public int find(EnglishWords found, int word) {
        return find(found.key(word), found.text(), found.start(word), found.end(word));
    }

    /** The same for a stretch of a text whose key is known. */
    public int find(long key, char[] text, int from, int to) {
        for (int slot = slot(key); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            int number = slots[slot] - 1;
            if (keys[number] == key && Arrays.equals(words[number], 0, words[number].length, text, from, to)) {
                return number;
            }
        }
        return ABSENT;
    }

    private int slot(long key) {
        return (int) key & (slots.length - 1);
    }
}
