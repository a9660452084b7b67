package dev.tandem.operators.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A largest share for n-grams, written {@code 5:0.15} in recipes.
 *
 * @param n length of an n-gram, in words
 * @param share largest share kept
 */
record NgramLimit(int n, double share) {
    private static final int LONGEST = 1000;

    static List<NgramLimit> parse(String parameter, List<String> limits) {
        List<NgramLimit> parsed = limits.stream().map(limit -> parse(parameter, limit)).toList();
        if (parsed.stream().map(NgramLimit::n).distinct().count() < parsed.size()) {
            throw new IllegalArgumentException("parameter '" + parameter + "' must name each length once, found " + limits);
        }
        return parsed;
    }

    /** The lengths in ascending order. */
    static int[] lengths(List<NgramLimit> limits) {
        return limits.stream().mapToInt(NgramLimit::n).sorted().toArray();
    }

    /** For each of these the place of its limit, counted from {@code first}. */
    static int[] places(List<NgramLimit> limits, int first) {
        return IntStream.range(0, limits.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> limits.get(i).n()))
                .mapToInt(i -> first + i)
                .toArray();
    }

    private static NgramLimit parse(String parameter, String limit) {
        String[] parts = limit.split(":", -1);
        try {
            if (parts.length == 2) {
                NgramLimit parsed = new NgramLimit(Integer.parseInt(parts[0].strip()), Double.parseDouble(parts[1].strip()));
                if (parsed.n > 0 && parsed.n <= LONGEST && parsed.share >= 0) {
                    return parsed;
                }
            }
        } catch (NumberFormatException e) {
            // Said below, as for every other mistake in it.
        }
        throw new IllegalArgumentException("parameter '" + parameter
                + "' must be lengths in words with their largest shares, such as 5:0.15, found '" + limit + "'");
    }
}
