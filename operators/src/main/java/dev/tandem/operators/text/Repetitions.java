package dev.tandem.operators.text;

import dev.tandem.operators.text.english.EnglishWords;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/** Counts what occurs several times in a text. Not thread-safe: its tables are used again for the next text. */
public final class Repetitions {
    private final FirstSeen seen = new FirstSeen();
    private final IntArrayList bounds = new IntArrayList();
    private int[] counts = new int[64];

    /**
     * Pieces of a text.
     *
     * @param count pieces in all, empty ones included
     * @param duplicates pieces that occurred before
     * @param duplicateLength length of these, in code points
     */
    public record Pieces(int count, int duplicates, int duplicateLength) {}

    /** Pieces between stretches of at least {@code least} line feeds. */
    Pieces split(char[] text, int from, int to, int least) {
        bounds.clear();
        int start = from;
        for (int at = from; at < to; ) {
            int end = at;
            while (end < to && text[end] == '\n') {
                end++;
            }
            if (end - at >= least) {
                bounds.add(start);
                bounds.add(at);
                start = end;
            }
            at = Math.max(end, at + 1);
        }
        bounds.add(start);
        bounds.add(to);
        return pieces(text);
    }

    /** Pieces of a caller that knows where each begins and ends. */
    public Pieces lines(char[] text, IntArrayList startsAndEnds) {
        bounds.clear();
        bounds.addAll(startsAndEnds);
        return pieces(text);
    }

    private Pieces pieces(char[] text) {
        int count = bounds.size() / 2;
        seen.clear(count);
        int duplicates = 0;
        int length = 0;
        FirstSeen.Equality same = (one, other) -> Arrays.equals(
                text, bounds.getInt(2 * one), bounds.getInt(2 * one + 1),
                text, bounds.getInt(2 * other), bounds.getInt(2 * other + 1));
        for (int i = 0; i < count; i++) {
            int start = bounds.getInt(2 * i);
            int end = bounds.getInt(2 * i + 1);
            if (seen.first(i, hash(text, start, end), same) != i) {
                duplicates++;
                length += Character.codePointCount(text, start, end - start);
            }
        }
        return new Pieces(count, duplicates, length);
    }

    private static long hash(char[] text, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 0xD6E8FEB86659FD93L + text[i];
        }
        return NgramCounts.mix(hash);
    }

    /**
     * Length of the most frequent n-gram, words separated by a space, times its occurrences; of several that are as
     * frequent the one that comes first. 0 for fewer words than an n-gram has.
     */
    long topNgram(EnglishWords words, int n) {
        int ngrams = Math.max(0, words.count() - n + 1);
        seen.clear(ngrams);
        if (counts.length < ngrams) {
            counts = new int[Math.max(ngrams, 2 * counts.length)];
        }
        Arrays.fill(counts, 0, ngrams, 0);
        int top = 0;
        FirstSeen.Equality same = (one, other) -> words.sameSequence(one, other, n);
        for (int i = 0; i < ngrams; i++) {
            counts[seen.first(i, words.sequenceHash(i, n), same)]++;
        }
        for (int i = 1; i < ngrams; i++) {
            top = counts[i] > counts[top] ? i : top;
        }
        return ngrams == 0 ? 0 : (long) (words.codePoints(top, n) + n - 1) * counts[top];
    }

    /** Length of the n-grams that occurred before, written without space; those that overlap one of them do not count. */
    int duplicateNgrams(EnglishWords words, int n) {
        int ngrams = Math.max(0, words.count() - n + 1);
        seen.clear(ngrams);
        int length = 0;
        FirstSeen.Equality same = (one, other) -> words.sameJoined(one, other, n);
        for (int i = 0; i < ngrams; ) {
            if (seen.first(i, words.joinedHash(i, n), same) == i) {
                i++;
            } else {
                length += words.codePoints(i, n);
                i += n;
            }
        }
        return length;
    }

    /** How many different words there are. */
    int distinctWords(EnglishWords words) {
        seen.clear(words.count());
        int distinct = 0;
        FirstSeen.Equality same = (one, other) -> words.sameSequence(one, other, 1);
        for (int i = 0; i < words.count(); i++) {
            distinct += seen.first(i, words.sequenceHash(i, 1), same) == i ? 1 : 0;
        }
        return distinct;
    }
}
