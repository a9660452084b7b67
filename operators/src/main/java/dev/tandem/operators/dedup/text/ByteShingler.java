package dev.tandem.operators.dedup.text;

import java.util.Arrays;

/** Shingles hashed by the UTF-8 bytes of their tokens, put together with or without a space between two. */
final class ByteShingler extends Shingler {
    /** Bytes of tokens that went. */
    private static final int MOST_HELD = 1 << 16;

    private final ShingleHash.Bytes hash;
    private final int spaces;
    /** Where each of the last tokens starts. */
    private final int[] starts;
    private byte[] bytes = new byte[1024];
    private int length;

    ByteShingler(int window, boolean spaced, ShingleHash hash, Sink out) {
        super(window, out);
        this.hash = hash.start();
        this.spaces = spaced ? 1 : 0;
        this.starts = new int[window];
    }

    @Override
    void append(char[] text, int from, int to, int place, int oldest) {
        if (starts[oldest] > MOST_HELD) {
            forget(starts[oldest]);
        }
        reserve(3L * (to - from) + spaces);
        starts[place] = length;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text[i + 1])) {
                encode(Character.toCodePoint(c, text[++i]));
            } else {
                encode(Character.isSurrogate(c) ? '?' : c);
            }
        }
        if (spaces == 1) {
            bytes[length++] = ' ';
        }
    }

    private void encode(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                bytes[length++] = (byte) (0xf0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        bytes[length++] = (byte) (0x80 | codePoint & 0x3f);
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }

    private void forget(int before) {
        System.arraycopy(bytes, before, bytes, 0, length - before);
        length -= before;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = Math.max(0, starts[i] - before);
        }
    }

    @Override
    long hash(int firstPlace) {
        int start = starts[firstPlace];
        return hash.of(bytes, start, length - spaces - start);
    }
}
