package dev.tandem.operators.text;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lengths of the stretches of a text, and how many are short or long. It is used again for the next text. */
final class LengthStatistics {
    private final int[] shortest;
    private final int[] longest;
    private final int[] shorts;
    private final int[] longs;
    private int count;
    private long total;

    /**
     * Lengths without any stretch.
     *
     * @param shortest lengths up to which a stretch is short
     * @param longest lengths from which on it is long
     */
    LengthStatistics(int[] shortest, int[] longest) {
        this.shortest = shortest;
        this.longest = longest;
        this.shorts = new int[shortest.length];
        this.longs = new int[longest.length];
    }

    /** @throws IllegalArgumentException for what is no length */
    static int[] lengths(String parameter, List<String> given) {
        return given.stream().mapToInt(length -> {
            if (!length.strip().matches("\\d{1,8}")) {
                throw new IllegalArgumentException(
                        "parameter '" + parameter + "' must be lengths in characters, such as 30, found '" + length + "'");
            }
            return Integer.parseInt(length.strip());
        }).distinct().toArray();
    }

    /** The names of the values that {@link #write} gives. */
    List<String> names(String shortName, String longName) {
        List<String> names = new ArrayList<>();
        Arrays.stream(shortest).forEach(length -> names.add(shortName + length));
        Arrays.stream(longest).forEach(length -> names.add(longName + length));
        return names;
    }

    void clear() {
        Arrays.fill(shorts, 0);
        Arrays.fill(longs, 0);
        count = 0;
        total = 0;
    }

    void add(int length) {
        for (int i = 0; i < shortest.length; i++) {
            shorts[i] += length <= shortest[i] ? 1 : 0;
        }
        for (int i = 0; i < longest.length; i++) {
            longs[i] += length >= longest[i] ? 1 : 0;
        }
        count++;
        total += length;
    }

    int count() {
        return count;
    }

    long total() {
        return total;
    }

    double average() {
        return ratio(total, count);
    }

    /** The shares of short and of long stretches. */
    void write(DoubleArrayList values) {
        for (int found : shorts) {
            values.add(ratio(found, count));
        }
        for (int found : longs) {
            values.add(ratio(found, count));
        }
    }

    static double ratio(long counted, long all) {
        return all == 0 ? 0 : (double) counted / all;
    }
}
