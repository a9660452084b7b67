package dev.tandem.operators.text.english;

/**
 * Hashes of stretches of text and of sequences: a polynomial, so that those of neighbours can be put together, whose bits
 * are spread at the end. Files of n-gram models hold them: another formula needs another version of those.
 */
public final class TextHash {
    /** What a hash is multiplied by before the next value is added. */
    public static final long BASE = 0xD6E8FEB86659FD93L;

    private static final long BASE_SQUARED = BASE * BASE;

    private TextHash() {}

    /** The polynomial of what was hashed before, with a stretch behind it. */
    public static long append(long before, char[] text, int from, int to) {
        long hash = before;
        int at = from;
        // Two at a time, so that one product does not wait for the other.
        for (; at + 1 < to; at += 2) {
            hash = hash * BASE_SQUARED + (text[at] * BASE + text[at + 1]);
        }
        return at < to ? hash * BASE + text[at] : hash;
    }

    /** A bijection that spreads bits (the finaliser of SplitMix64). */
    public static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
