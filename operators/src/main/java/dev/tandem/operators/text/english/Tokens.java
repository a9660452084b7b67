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
}
