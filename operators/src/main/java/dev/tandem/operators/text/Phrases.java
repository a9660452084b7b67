package dev.tandem.operators.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds which of a few phrases a line has, in any case, in one walk over it. The walk looks for the rarest character of
 * each phrase, and at the rest only where that is found.
 */
final class Phrases {
    private static final int PLAIN = 128;
    private static final char KELVIN_SIGN = '\u212A';
    /** English letters, the rarest last; whatever else is rarer still. */
    private static final String BY_FREQUENCY = " etaoinshrdlcumwfgypbvkjxqz";

    private final List<String> phrases;
    private final int[] pivots;
    /** By a character, the numbers of the phrases whose rarest one it is. */
    private final int[][] byPivot = new int[PLAIN][];

    /** Up to 31 phrases of plain characters, in lower case. */
    Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        this.pivots = phrases.stream().mapToInt(Phrases::pivot).toArray();
        for (char c = 0; c < PLAIN; c++) {
            List<Integer> numbers = new ArrayList<>();
            for (int number = 0; number < pivots.length; number++) {
                if (phrases.get(number).charAt(pivots[number]) == lower(c)) {
                    numbers.add(number);
                }
            }
            byPivot[c] = numbers.isEmpty() ? null : numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Where the rarest character of a phrase stands. */
    private static int pivot(String phrase) {
        return java.util.stream.IntStream.range(0, phrase.length())
                .boxed()
                .max(Comparator.comparingInt(i -> {
                    int rank = BY_FREQUENCY.indexOf(phrase.charAt(i));
                    return rank < 0 ? BY_FREQUENCY.length() : rank;
                }))
                .orElseThrow();
    }

    /** A bit for each phrase that is in a stretch. */
    int in(char[] text, int from, int to) {
        int found = 0;
        for (int at = from; at < to; at++) {
            char c = text[at];
            int[] numbers = c < PLAIN ? byPivot[c] : c == KELVIN_SIGN ? byPivot['k'] : null;
            if (numbers != null) {
                for (int number : numbers) {
                    found |= isAt(text, from, at - pivots[number], to, phrases.get(number)) ? 1 << number : 0;
                }
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
