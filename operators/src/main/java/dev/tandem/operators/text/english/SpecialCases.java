package dev.tandem.operators.text.english;

import java.util.List;

/** Spellings that are cut into words by a list: contractions, abbreviations, emoticons. */
final class SpecialCases {
    private static final List<List<String>> CASES =
            Resource.lines("special_cases.txt").stream().map(line -> List.of(line.split(" "))).toList();

    /** The spellings, whole. */
    static final List<String> SPELLINGS = CASES.stream().map(words -> String.join("", words)).toList();

    private static final SpanTable NUMBERS = new SpanTable(SPELLINGS);
    private static final int[][] LENGTHS = CASES.stream()
            .map(words -> words.stream().mapToInt(String::length).toArray())
            .toArray(int[][]::new);

    private SpecialCases() {}

    static boolean is(char[] text, int from, int to) {
        return NUMBERS.find(text, from, to) != SpanTable.ABSENT;
    }

    /** Adds the words of a stretch that is one of the spellings; else adds nothing and says no. */
    static boolean add(char[] text, int from, int to, Tokens tokens) {
        return add(from, NUMBERS.find(text, from, to), tokens);
    }

    private static boolean add(int from, int number, Tokens tokens) {
        if (number == SpanTable.ABSENT) {
            return false;
        }
        int start = from;
        for (int length : LENGTHS[number]) {
            tokens.add(start, start + length);
            start += length;
        }
        return true;
    }
}
