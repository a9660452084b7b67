package dev.tandem.operators.text;

import dev.tandem.operators.text.english.TextHash;
import java.util.Arrays;

/** Counts how often the n-grams of a sequence occur. Not thread-safe: its tables are used again for the next sequence. */
final class NgramCounter {
    private final FirstSeen seen = new FirstSeen();
    private final Recurring recurring = new Recurring();
    private int[] starts = new int[64];
    private long[] hashes = new long[64];
    private int[] occurrences = new int[64];

    /**
     * How often n-grams occur.
     *
     * @param severalTimes occurrences of each distinct n-gram that occurs more than once, in ascending order
     * @param distinct how many distinct ones there are
     * @param total n-grams in all
     */
    record Counts(int[] severalTimes, int distinct, int total) {

        /** Occurrences of the n-grams that occur more than once. */
        long repeated() {
            return Arrays.stream(severalTimes).asLongStream().sum();
        }

        /** Occurrences of the k most frequent, k = min(floor(sqrt(distinct)), those that occur more than once). */
        long topRepeated() {
            int top = Math.min((int) Math.sqrt(distinct), severalTimes.length);
            return Arrays.stream(severalTimes, severalTimes.length - top, severalTimes.length).asLongStream().sum();
        }
    }

    /** N-grams of {@code length} items each. */
    Counts count(long[] items, int length) {
        int total = Math.max(0, items.length - length + 1);
        if (starts.length < total) {
            starts = new int[total];
            hashes = new long[total];
            occurrences = new int[total];
        }
        int candidates = candidates(items, length, total);
        seen.clear(candidates);
        FirstSeen.Equality same = (one, other) -> Arrays.equals(items, one, one + length, items, other, other + length);
        for (int i = 0; i < candidates; i++) {
            occurrences[starts[i]] = 0;
        }
        int distinct = total - candidates;
        int several = 0;
        for (int i = 0; i < candidates; i++) {
            int occurrence = ++occurrences[seen.first(starts[i], hashes[i], same)];
            distinct += occurrence == 1 ? 1 : 0;
            several += occurrence == 2 ? 1 : 0;
        }
        int[] severalTimes = new int[several];
        for (int i = 0; i < candidates; i++) {
            if (occurrences[starts[i]] > 1) {
                severalTimes[--several] = occurrences[starts[i]];
            }
        }
        Arrays.sort(severalTimes);
        return new Counts(severalTimes, distinct, total);
    }

    /** Puts those that may occur several times into {@link #starts}, with their hashes. */
    private int candidates(long[] items, int length, int total) {
        recurring.clear(total);
        long oldest = 1;
        for (int i = 1; i < length; i++) {
            oldest *= TextHash.BASE;
        }
        // A polynomial that rolls: what leaves the window is taken off, what enters is added.
        long window = 0;
        for (int to = 0; to < items.length; to++) {
            window = window * TextHash.BASE + items[to];
            int start = to - length + 1;
            if (start >= 0) {
                hashes[start] = window;
                recurring.see(window);
                window -= items[start] * oldest;
            }
        }
        int candidates = 0;
        for (int start = 0; start < total; start++) {
            if (recurring.mayRecur(hashes[start])) {
                starts[candidates] = start;
                hashes[candidates++] = TextHash.mix(hashes[start]);
            }
        }
        return candidates;
    }
}
