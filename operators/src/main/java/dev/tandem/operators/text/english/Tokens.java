package dev.tandem.operators.text.english;

import java.util.Arrays;

/** Stretches of a text, in order. */
public final class Tokens {
    private int[] starts;
    private int[] ends;
    private int size;

    public Tokens(int expected) {
        starts = new int[Math.max(8, expected)];
        ends = new int[starts.length];
    }

    public void add(int start, int end) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        starts[size] = start;
        ends[size++] = end;
    }

    public int size() {
        return size;
    }

    public int start(int token) {
        return starts[token];
    }

    public int end(int token) {
        return ends[token];
    }

    /** The text these are stretches of, with a replacement in place of each; the same string when there are none. */
    public String replacedIn(String text, String replacement) {
        if (size == 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < size; i++) {
            replaced.append(text, copied, starts[i]).append(replacement);
            copied = ends[i];
        }
        return replaced.append(text, copied, text.length()).toString();
    }
}
