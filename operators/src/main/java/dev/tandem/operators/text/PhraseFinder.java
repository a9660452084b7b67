package dev.tandem.operators.text;

import dev.tandem.operators.text.english.Unicode14;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.BitSet;
import java.util.Collection;

/**
 * Finds the places where one of many phrases begins. Phrases share their beginnings, so that it costs about the same for
 * ten and for ten thousand; none is longer than {@link #LONGEST}, which bounds what one place can cost.
 */
public final class PhraseFinder {
    /** Characters of a phrase, at most. */
    public static final int LONGEST = 200;

    private static final int NONE = 0;
    private static final int ROOT = 1;
    private static final int PLAIN = 128;

    /** The node that a character leads to from another: most places end at the first one, which needs no hash. */
    private final Long2IntOpenHashMap next = new Long2IntOpenHashMap();
    private final int[] first = new int[PLAIN];
    private final BitSet ends = new BitSet();
    private int nodes = ROOT;

    /**
     * A finder of phrases as they stand there.
     *
     * @param parameter named when a phrase is too long or empty
     */
    public PhraseFinder(String parameter, Collection<String> phrases) {
        for (String phrase : phrases) {
            if (phrase.isEmpty() || phrase.length() > LONGEST) {
                throw new IllegalArgumentException("parameter '" + parameter + "' must be phrases of 1 to " + LONGEST
                        + " characters, found one of " + phrase.length());
            }
            add(phrase);
        }
    }

    private void add(String phrase) {
        int node = ROOT;
        for (int i = 0; i < phrase.length(); i++) {
            long edge = edge(node, phrase.charAt(i));
            int child = next.get(edge);
            if (child == NONE) {
                child = ++nodes;
                next.put(edge, child);
                if (node == ROOT && phrase.charAt(i) < PLAIN) {
                    first[phrase.charAt(i)] = child;
                }
            }
            node = child;
        }
        ends.set(node);
    }

    private static long edge(int node, char c) {
        return (long) node << Character.SIZE | c;
    }

    /** Whether a phrase is anywhere in a stretch of a text. */
    public boolean isIn(char[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (length(text, at, to, false) > 0) {
                return true;
            }
        }
        return false;
    }

    /** How many places of a text begin a phrase. */
    public int count(char[] text) {
        int count = 0;
        for (int at = 0; at < text.length; at++) {
            count += length(text, at, text.length, false) > 0 ? 1 : 0;
        }
        return count;
    }

    /** The same, where neither before nor behind the phrase is a letter, a number or an underscore. */
    public int countWords(char[] text) {
        int count = 0;
        boolean afterWord = false;
        for (int at = 0; at < text.length; ) {
            int codePoint = Character.codePointAt(text, at);
            count += !afterWord && length(text, at, text.length, true) > 0 ? 1 : 0;
            afterWord = isOfWord(codePoint);
            at += Character.charCount(codePoint);
        }
        return count;
    }

    /** Length of the shortest phrase at a place, 0 for none. */
    private int length(char[] text, int at, int to, boolean word) {
        int node = text[at] < PLAIN ? first[text[at]] : next.get(edge(ROOT, text[at]));
        int end = at + 1;
        while (node != NONE) {
            if (ends.get(node) && !(word && end < to && isOfWord(Character.codePointAt(text, end)))) {
                return end - at;
            }
            node = end < to ? next.get(edge(node, text[end])) : NONE;
            end++;
        }
        return 0;
    }

    private static boolean isOfWord(int codePoint) {
        return codePoint < PLAIN
                ? (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9') || codePoint == '_'
                        || (codePoint >= 'A' && codePoint <= 'Z')
                : Unicode14.isAlphanumeric(codePoint);
    }
}
