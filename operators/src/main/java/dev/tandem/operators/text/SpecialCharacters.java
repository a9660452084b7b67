package dev.tandem.operators.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Code points that count as special: punctuation, digits, white space, symbols and emoji, by a fixed list. */
final class SpecialCharacters {
    private static final BitSet ALL = load();
    /** The same for the basic plane, where a look-up is to cost nothing. */
    private static final boolean[] BASIC = new boolean[Character.MAX_VALUE + 1];

    static {
        for (int c = 0; c < BASIC.length; c++) {
            BASIC[c] = ALL.get(c);
        }
    }

    private SpecialCharacters() {}

    static boolean contains(int codePoint) {
        return codePoint < BASIC.length ? BASIC[codePoint] : ALL.get(codePoint);
    }

    /** Where a stretch begins without the special characters before it. */
    static int start(String text, int from, int to) {
        int start = from;
        while (start < to && contains(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return start;
    }

    /** Where a stretch ends without the special characters behind it. */
    static int end(String text, int from, int to) {
        int end = to;
        while (end > from && contains(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return end;
    }

    private static BitSet load() {
        BitSet all = new BitSet();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                SpecialCharacters.class.getResourceAsStream("special_characters.txt"), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] range = line.split("-");
                all.set(Integer.parseInt(range[0], 16), Integer.parseInt(range[1], 16) + 1);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
