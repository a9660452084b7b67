package dev.tandem.operators.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds which of a few phrases a line has, in any case, in one walk over it. The walk looks for the rarest pair of characters of
 * each phrase, and at the rest only where that is found.
 */
final class Phrases {
    private static final int AT_ONCE = 8;
    private static final int SECOND = 16;
    private static final char KELVIN_SIGN = '\u212A';
    /** English letters, the rarest last; whatever else is rarer still. */
    private static final String BY_FREQUENCY = " etaoinshrdlcumwfgypbvkjxqz";

    private final List<String> phrases;
    private final int[] pivots;
    /** By a character, a bit for each phrase whose pair begins with it, and from {@link #SECOND} on for each whose pair ends with it. */
    private final int[] pairs = new int[Character.MAX_VALUE + 1];

    /** Up to 16 phrases of plain characters, in lower case. One of a single character is a pair with whatever follows. */
    Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        this.pivots = phrases.stream().mapToInt(Phrases::pivot).toArray();
        for (int c = 0; c < pairs.length; c++) {
            for (int number = 0; number < pivots.length; number++) {
                String phrase = phrases.get(number);
                int first = pivots[number];
                pairs[c] |= lower((char) c) == phrase.charAt(first) ? 1 << number : 0;
                pairs[c] |= phrase.length() == 1 || lower((char) c) == phrase.charAt(first + 1) ? 1 << SECOND + number : 0;
            }
        }
    }

    /** Where the rarest pair of a phrase begins. */
    private static int pivot(String phrase) {
        return IntStream.range(0, Math.max(1, phrase.length() - 1))
                .boxed()
                .max(Comparator.comparingInt(first -> phrase.chars().skip(first).limit(2).map(Phrases::rarity).sum()))
                .orElseThrow();
    }

    private static int rarity(int c) {
        int rank = BY_FREQUENCY.indexOf(c);
        return rank < 0 ? BY_FREQUENCY.length() : rank;
    }

    /** A bit for each phrase that is in a stretch. */
    int in(char[] text, int from, int to) {
        int found = 0;
        int before = 0;
        int at = from;
        for (; at + AT_ONCE <= to; at += AT_ONCE) {
            int any = 0;
            int last = before;
            for (int i = 0; i < AT_ONCE; i++) {
                int next = pairs[text[at + i]];
                any |= last & next >>> SECOND;
                last = next;
            }
            if (any != 0) {
                found |= in(text, from, Math.max(from, at - 1), at + AT_ONCE, to);
            }
            before = last;
        }
        return found | in(text, from, Math.max(from, at - 1), to, to);
    }

    /** The phrases whose pairs begin in a stretch of the stretch. */
    private int in(char[] text, int from, int first, int last, int to) {
        int found = 0;
        for (int at = first; at < last; at++) {
            for (int begun = pairs[text[at]] & 0xFFFF; begun != 0; begun &= begun - 1) {
                int number = Integer.numberOfTrailingZeros(begun);
                found |= isAt(text, from, at - pivots[number], to, phrases.get(number)) ? 1 << number : 0;
            }
        }
        return found;
    }

    private static boolean isAt(char[] text, int from, int at, int to, String phrase) {
        if (at < from || to - at < phrase.length()) {
            return false;
        }
        for (int i = 0; i < phrase.length(); i++) {
            if (lower(text[at + i]) != phrase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** In lower case, as far as a plain letter comes of it: of all others the sign of Kelvin alone. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c == KELVIN_SIGN ? 'k' : c;
    }
}
