package dev.tandem.operators.text.english;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Special cases that the general rules have cut, as the ":)" of "so:)": what became several tokens is joined again, or
 * cut as the list says. Sequences of tokens are compared, so that a space between them does not matter for which of
 * several that overlap comes first.
 */
final class SpecialCaseSequences {
    private static final Set<List<String>> SEQUENCES = sequences();
    private static final List<String> WORDS =
            SEQUENCES.stream().flatMap(List::stream).distinct().toList();
    private static final SpanTable NUMBERS = new SpanTable(WORDS);
    /** By the number of the first word, the numbers of each sequence's words. */
    private static final int[][][] BY_FIRST = byFirst();
    /** A sequence may begin with a word that begins with a character, with another behind it or alone. */
    private static final int FIRST = 1;
    private static final int ALONE = 1 << 1;
    /** The second word of a sequence may begin with it. */
    private static final int SECOND = 1 << 2;
    /** These by character. */
    private static final byte[] PLACES = places();

    private SpecialCaseSequences() {}

    private static byte[] places() {
        byte[] places = new byte[Character.MAX_VALUE + 1];
        for (List<String> sequence : SEQUENCES) {
            places[sequence.getFirst().charAt(0)] |= (byte) (sequence.size() == 1 ? ALONE : FIRST);
            if (sequence.size() > 1) {
                places[sequence.get(1).charAt(0)] |= SECOND;
            }
        }
        return places;
    }

    private static Set<List<String>> sequences() {
        Set<List<String>> sequences = new LinkedHashSet<>();
        for (String spelling : SpecialCases.SPELLINGS) {
            char[] text = spelling.toCharArray();
            if (Affixes.prefix(text, 0, text.length) > 0 || Affixes.suffix(text, 0, text.length) > 0
                    || Infixes.any(text, 0, text.length)) {
                Tokens tokens = EnglishTokenizer.withoutSpecialCases(text);
                List<String> words = new ArrayList<>();
                for (int i = 0; i < tokens.size(); i++) {
                    words.add(spelling.substring(tokens.start(i), tokens.end(i)));
                }
                sequences.add(words);
            }
        }
        return sequences;
    }

    private static int[][][] byFirst() {
        List<List<int[]>> byFirst = new ArrayList<>();
        WORDS.forEach(unused -> byFirst.add(new ArrayList<>()));
        for (List<String> sequence : SEQUENCES) {
            int[] numbers = sequence.stream().mapToInt(WORDS::indexOf).toArray();
            byFirst.get(numbers[0]).add(numbers);
        }
        return byFirst.stream().map(list -> list.toArray(int[][]::new)).toArray(int[][][]::new);
    }

    private record Match(int start, int end) {
        /** The longer first, of equally long ones the earlier. */
        static final Comparator<Match> ORDER =
                Comparator.comparingInt((Match match) -> match.start - match.end).thenComparingInt(Match::start);
    }

    /**
     * The tokens with what is joined of them.
     *
     * @param notOfLetters tokens that are more than letters, and those before them; no sequence has two that follow each other and
     *     are not, since no rule cuts between letters
     */
    static Tokens joined(char[] text, Tokens tokens, IntArrayList notOfLetters) {
        List<Match> matches = matches(text, tokens, notOfLetters);
        if (matches.isEmpty()) {
            return tokens;
        }
        int[] ends = new int[tokens.size()];
        for (Match match : chosen(matches, tokens.size())) {
            if (SpecialCases.is(text, tokens.start(match.start), tokens.end(match.end - 1))) {
                ends[match.start] = match.end;
            }
        }
        Tokens joined = new Tokens(tokens.size() + matches.size());
        for (int i = 0; i < tokens.size(); i++) {
            if (ends[i] == 0) {
                joined.add(tokens.start(i), tokens.end(i));
            } else {
                SpecialCases.add(text, tokens.start(i), tokens.end(ends[i] - 1), joined);
                i = ends[i] - 1;
            }
        }
        return joined;
    }

    private static List<Match> matches(char[] text, Tokens tokens, IntArrayList notOfLetters) {
        List<Match> matches = new ArrayList<>();
        for (int k = 0; k < notOfLetters.size(); k++) {
            int i = notOfLetters.getInt(k);
            int place = PLACES[text[tokens.start(i)]];
            int next = i + 1 < tokens.size() ? PLACES[text[tokens.start(i + 1)]] : 0;
            if ((place & ALONE) == 0 && ((place & FIRST) == 0 || (next & SECOND) == 0)) {
                continue;
            }
            int number = number(text, tokens, i);
            if (number != SpanTable.ABSENT) {
                for (int[] sequence : BY_FIRST[number]) {
                    if (follows(sequence, text, tokens, i)) {
                        matches.add(new Match(i, i + sequence.length));
                    }
                }
            }
        }
        return matches;
    }

    private static boolean follows(int[] sequence, char[] text, Tokens tokens, int first) {
        if (first + sequence.length > tokens.size()) {
            return false;
        }
        for (int i = 1; i < sequence.length; i++) {
            if (number(text, tokens, first + i) != sequence[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(char[] text, Tokens tokens, int token) {
        return NUMBERS.find(text, tokens.start(token), tokens.end(token));
    }

    /** A sequence is left out when its first or last token is part of one before it in order, itself left out or not. */
    private static List<Match> chosen(List<Match> matches, int tokens) {
        BitSet seen = new BitSet(tokens);
        List<Match> chosen = new ArrayList<>();
        Match[] ordered = matches.toArray(Match[]::new);
        Arrays.sort(ordered, Match.ORDER);
        for (Match match : ordered) {
            if (!seen.get(match.start) && !seen.get(match.end - 1)) {
                chosen.add(match);
            }
            seen.set(match.start, match.end);
        }
        return chosen;
    }
}
