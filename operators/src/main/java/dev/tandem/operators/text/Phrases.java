package dev.tandem.operators.text;

import java.util.ArrayList;
import java.util.List;

/** Finds which of a few phrases a line has, in any case, in one walk over it. */
final class Phrases {
    private static final int PLAIN = 128;

    private final List<String> phrases;
    /** By its first character, the numbers of the phrases that begin with it. */
    private final int[][] byFirst = new int[PLAIN][0];

    /** Up to 31 phrases of plain characters, in lower case. */
    Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        for (int first = 0; first < PLAIN; first++) {
            List<Integer> numbers = new ArrayList<>();
            for (int number = 0; number < phrases.size(); number++) {
                if (phrases.get(number).charAt(0) == first) {
                    numbers.add(number);
                }
            }
            byFirst[first] = numbers.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** A bit for each phrase that is there. */
    int in(char[] line) {
        int found = 0;
        for (int at = 0; at < line.length; at++) {
            char first = lower(line[at]);
            if (first < PLAIN) {
                for (int number : byFirst[first]) {
                    found |= isAt(line, at, phrases.get(number)) ? 1 << number : 0;
                }
            }
        }
        return found;
    }

    private static boolean isAt(char[] line, int at, String phrase) {
        if (line.length - at < phrase.length()) {
            return false;
        }
        for (int i = 1; i < phrase.length(); i++) {
            if (lower(line[at + i]) != phrase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** In lower case, as far as a plain letter comes of it: of all others the sign of Kelvin alone. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c == '\u212A' ? 'k' : c;
    }
}
