package dev.tandem.operators.text;

import dev.tandem.core.operator.SampleView.Derivation;
import dev.tandem.operators.text.english.LowerCase;
import dev.tandem.operators.text.english.SpanTable;
import dev.tandem.operators.text.english.TextUnits;
import dev.tandem.operators.text.english.WordKey;
import dev.tandem.operators.text.english.WordList;
import java.util.Arrays;

/**
 * Stretches of a text without space, tab and line feed, stripped of special characters at both ends; what consists of
 * nothing else is no word. Words are places in the text, not strings.
 */
final class Words {
    /** The words of a sample's text. */
    static final Derivation<Words> STRIPPED = sample -> of(sample.derive(TextUnits.OF));

    /**
     * The same of the text in lower case, which comes first, since a capital may be special and its small letter not. No
     * letter's small form depends on what stands beyond a space.
     */
    static final Derivation<Words> REFINED = sample -> refined(sample.text(), sample.derive(STRIPPED));

    /** 64-bit hashes of the refined words. */
    static final Derivation<long[]> REFINED_HASHES = sample -> sample.derive(REFINED).keys();

    private static final int PLAIN = 128;

    private final char[] text;
    private int[] starts;
    private int[] ends;
    private int count;
    private long[] keys;

    private Words(char[] text, int[] starts, int[] ends, int count) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.count = count;
    }

    private static Words of(TextUnits units) {
        char[] text = units.array();
        int expected = Math.max(8, text.length / 5);
        Words words = new Words(text, new int[expected], new int[expected], 0);
        for (int start = 0; start < text.length; ) {
            int end = units.nextSpace(start);
            while (end < text.length && text[end] != ' ' && text[end] != '\t' && text[end] != '\n') {
                end = units.nextSpace(end + 1);
            }
            if (start < end) {
                words.strip(start, end);
            }
            start = end + 1;
        }
        return words;
    }

    /** Mostly the same places in the small letters: unless there is another number of these, or a special capital. */
    private static Words refined(String text, Words stripped) {
        char[] lower = new char[stripped.text.length];
        for (int i = 0; i < lower.length; i++) {
            char c = stripped.text[i];
            lower[i] = c < PLAIN ? (char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) : LowerCase.simple(c);
            if (c >= PLAIN && (lower[i] == LowerCase.NOT_SIMPLE || SpecialCharacters.contains(c) != SpecialCharacters.contains(lower[i]))) {
                return of(TextUnits.of(LowerCase.characters(text)));
            }
        }
        return new Words(lower, stripped.starts, stripped.ends, stripped.count);
    }

    private void strip(int start, int end) {
        if (isPlainLetter(text[start]) && isPlainLetter(text[end - 1])) {
            add(start, end);
            return;
        }
        int from = start;
        int to = end;
        while (from < to && SpecialCharacters.contains(Character.codePointAt(text, from, to))) {
            from += Character.charCount(Character.codePointAt(text, from, to));
        }
        while (to > from && SpecialCharacters.contains(Character.codePointBefore(text, to, from))) {
            to -= Character.charCount(Character.codePointBefore(text, to, from));
        }
        if (from < to) {
            add(from, to);
        }
    }

    /** None of these is special. */
    private static boolean isPlainLetter(char c) {
        return (char) ((c | 0x20) - 'a') < 26;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    int count() {
        return count;
    }

    String word(int word) {
        return new String(text, starts[word], ends[word] - starts[word]);
    }

    /** How many of the words are in a list. */
    int countIn(SpanTable list) {
        int found = 0;
        for (int word = 0; word < count; word++) {
            found += list.find(text, starts[word], ends[word]) == SpanTable.ABSENT ? 0 : 1;
        }
        return found;
    }

    /** How many of the words are in a list; their keys are computed once. */
    int countIn(WordList list) {
        long[] known = keys();
        int found = 0;
        for (int word = 0; word < count; word++) {
            found += list.find(known[word], text, starts[word], ends[word]) == WordList.ABSENT ? 0 : 1;
        }
        return found;
    }

    private long[] keys() {
        if (keys == null) {
            keys = WordKey.of(text, starts, ends, count);
        }
        return keys;
    }
}
