package dev.tandem.operators.text;

import dev.tandem.operators.text.english.EnglishWords;
import dev.tandem.operators.text.english.TextHash;
import dev.tandem.operators.text.english.TextUnits;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Counts what occurs several times in a text. What cannot have occurred before is left out by cheap hashes first, so
 * that the exact comparison looks at little. Not thread-safe: its tables are used again for the next text.
 */
public final class Repetitions {
    /** Units at either end of a piece that are looked at first. */
    private static final int EDGE = 8;
    /** Units of an n-gram that are looked at before all of it. */
    private static final int WINDOW = 24;

    private final FirstSeen seen = new FirstSeen();
    private final Recurring recurring = new Recurring();
    private final IntArrayList bounds = new IntArrayList();
    private int[] items = new int[64];
    private long[] hashes = new long[64];
    private int[] counts = new int[64];

    /**
     * Pieces of a text.
     *
     * @param count pieces in all, empty ones included
     * @param duplicates pieces that occurred before
     * @param duplicateLength length of these, in code points
     */
    public record Pieces(int count, int duplicates, int duplicateLength) {}

    /** Pieces between stretches of at least two line feeds, in a stretch of a text. */
    Pieces paragraphs(TextUnits text, int from, int to) {
        bounds.clear();
        int start = from;
        for (int i = 0; i + 1 < text.lineFeeds(); i++) {
            int first = text.pieceEnd(i);
            int last = i;
            while (last + 1 < text.lineFeeds() && text.pieceEnd(last + 1) == text.pieceEnd(last) + 1) {
                last++;
            }
            if (last > i && first >= from && text.pieceEnd(last) < to) {
                bounds.add(start);
                bounds.add(first);
                start = text.pieceEnd(last) + 1;
            }
            i = last;
        }
        bounds.add(start);
        bounds.add(to);
        return pieces(text);
    }

    /** Pieces between stretches of line feeds. */
    Pieces lines(TextUnits text) {
        bounds.clear();
        int start = 0;
        for (int i = 0; i < text.lineFeeds(); i++) {
            int first = text.pieceEnd(i);
            while (i + 1 < text.lineFeeds() && text.pieceEnd(i + 1) == text.pieceEnd(i) + 1) {
                i++;
            }
            bounds.add(start);
            bounds.add(first);
            start = text.pieceEnd(i) + 1;
        }
        bounds.add(start);
        bounds.add(text.length());
        return pieces(text);
    }

    /** Any stretches of a text, as their starts and ends in turn. */
    public Pieces pieces(TextUnits text, IntArrayList startsAndEnds) {
        bounds.clear();
        bounds.addAll(startsAndEnds);
        return pieces(text);
    }

    private Pieces pieces(TextUnits text) {
        int count = bounds.size() / 2;
        char[] units = text.array();
        reserve(count);
        for (int i = 0; i < count; i++) {
            items[i] = i;
            hashes[i] = edges(units, bounds.getInt(2 * i), bounds.getInt(2 * i + 1));
        }
        int recurrent = recurring.pick(items, hashes, count);
        seen.clear(recurrent);
        int duplicates = 0;
        int length = 0;
        FirstSeen.Equality same = (one, other) -> Arrays.equals(
                units, bounds.getInt(2 * one), bounds.getInt(2 * one + 1),
                units, bounds.getInt(2 * other), bounds.getInt(2 * other + 1));
        for (int i = 0; i < recurrent; i++) {
            int piece = items[i];
            int start = bounds.getInt(2 * piece);
            int end = bounds.getInt(2 * piece + 1);
            if (seen.first(piece, hash(units, start, end), same) != piece) {
                duplicates++;
                length += text.codePoints(start, end);
            }
        }
        return new Pieces(count, duplicates, length);
    }

    /** Of the length and what stands at the two ends. */
    private static long edges(char[] units, int from, int to) {
        long first = TextHash.append(to - from, units, from, Math.min(to, from + EDGE));
        return TextHash.mix(TextHash.append(first, units, Math.max(from, to - EDGE), to));
    }

    private static long hash(char[] units, int from, int to) {
        return TextHash.mix(TextHash.append(0, units, from, to));
    }

    /**
     * For each limit the length of the most frequent n-gram, words separated by a space, times its occurrences; of
     * several that are as frequent the one that comes first. 0 for fewer words than an n-gram has. An n-gram occurs
     * again only where the shorter one at its beginning does.
     *
     * @param lengths in words, in ascending order
     */
    void topNgrams(EnglishWords words, int[] lengths, long[] out, int[] places) {
        int candidates = all(words.count());
        for (int k = 0; k < lengths.length; k++) {
            int n = lengths[k];
            candidates = within(words.count() - n, candidates);
            for (int i = 0; i < candidates; i++) {
                hashes[i] = words.sequenceHash(items[i], n);
            }
            candidates = recurring.pick(items, hashes, candidates);
            out[places[k]] = words.count() < n ? 0 : top(words, n, candidates);
            candidates = severalTimes(candidates);
        }
    }

    private long top(EnglishWords words, int n, int candidates) {
        seen.clear(candidates);
        FirstSeen.Equality same = (one, other) -> words.sameSequence(one, other, n);
        int top = 0;
        int most = 1;
        // By where an n-gram comes first; what is no candidate occurs once.
        for (int i = 0; i < candidates; i++) {
            counts[items[i]] = 0;
        }
        for (int i = 0; i < candidates; i++) {
            int first = seen.first(items[i], hashes[i], same);
            counts[first]++;
            hashes[i] = first;
        }
        for (int i = 0; i < candidates; i++) {
            if (counts[items[i]] > most) {
                most = counts[items[i]];
                top = items[i];
            }
        }
        return (long) (words.codePoints(top, n) + n - 1) * most;
    }

    /** Leaves those that {@link #top} has found more than once. */
    private int severalTimes(int candidates) {
        int left = 0;
        for (int i = 0; i < candidates; i++) {
            if (counts[(int) hashes[i]] > 1) {
                items[left++] = items[i];
            }
        }
        return left;
    }

    /**
     * For each limit the length of the n-grams that occurred before, written without space; those that overlap one of
     * them do not count. Such an n-gram has its first units in common with an earlier one, wherever words end in it.
     *
     * @param lengths in words, in ascending order
     */
    void duplicateNgrams(EnglishWords words, int[] lengths, long[] out, int[] places) {
        if (lengths.length == 0 || words.count() < lengths[0]) {
            Arrays.stream(places).forEach(place -> out[place] = 0);
            return;
        }
        int candidates = all(words.count());
        for (int k = 0; k < lengths.length; k++) {
            int n = lengths[k];
            candidates = within(words.count() - n, candidates);
            if (k == 0) {
                joinedFronts(words, shortest(words, n, Long.BYTES));
                candidates = recurring.pick(items, hashes, candidates);
            }
            if (k < 2) {
                candidates = pickByWindow(words, shortest(words, n, WINDOW), candidates);
            }
            out[places[k]] = duplicates(words, n, candidates);
        }
    }

    private int pickByWindow(EnglishWords words, int window, int candidates) {
        for (int i = 0; i < candidates; i++) {
            hashes[i] = words.windowHash(items[i], window);
        }
        return recurring.pick(items, hashes, candidates);
    }

    /** For each word the first units from there on without space, as many of eight as there have to be: a walk from the end. */
    private void joinedFronts(EnglishWords words, int units) {
        long[] fronts = words.fronts();
        long mask = -1L >>> Long.SIZE - Byte.SIZE * units;
        long behind = 0;
        for (int word = words.count() - 1; word >= 0; word--) {
            int length = words.end(word) - words.start(word);
            behind = fronts[word] | (length < Long.BYTES ? behind << Byte.SIZE * length : 0);
            hashes[word] = behind & mask;
        }
    }

    /** Length of the shortest n-gram, in units without space; {@code most} when none is shorter than that. */
    private static int shortest(EnglishWords words, int n, int most) {
        int shortest = most;
        int length = 0;
        for (int word = 0; word < words.count(); word++) {
            length += words.end(word) - words.start(word);
            if (word >= n - 1) {
                shortest = Math.min(shortest, length);
                length -= words.end(word - n + 1) - words.start(word - n + 1);
            }
        }
        return shortest;
    }

    private int duplicates(EnglishWords words, int n, int candidates) {
        seen.clear(candidates);
        FirstSeen.Equality same = (one, other) -> words.sameJoined(one, other, n);
        int length = 0;
        int next = 0;
        for (int i = 0; i < candidates; i++) {
            int first = items[i];
            if (first >= next && seen.first(first, words.joinedHash(first, n), same) != first) {
                length += words.codePoints(first, n);
                next = first + n;
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

    private int all(int count) {
        reserve(count);
        for (int i = 0; i < count; i++) {
            items[i] = i;
        }
        return count;
    }

    /** Leaves those up to {@code last}, which are at the front. */
    private int within(int last, int candidates) {
        int left = candidates;
        while (left > 0 && items[left - 1] > last) {
            left--;
        }
        return left;
    }

    private void reserve(int count) {
        if (items.length < count) {
            int length = Math.max(count, 2 * items.length);
            items = new int[length];
            hashes = new long[length];
            counts = new int[length];
        }
    }
}
