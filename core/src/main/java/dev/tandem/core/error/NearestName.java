package dev.tandem.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant, by Levenshtein distance. */
public final class NearestName {
    private NearestName() {}

    /** The name nearest to {@code found}, if it is near: at most a third of its characters differ, at least two may. */
    public static Optional<String> suggest(String found, Collection<String> names) {
        int limit = Math.max(2, found.length() / 3);
        return names.stream()
                .filter(name -> distance(found, name) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(found, name)).thenComparing(name -> name));
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substitution = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
