package dev.tandem.operators.dedup.text;

import dev.tandem.operators.text.english.TextHash;

/**
 * Shingles hashed by a polynomial of the hashes of their tokens, which rolls on from one shingle to the next. Two different
 * shingles among a million have the same hash with probability 3e-8.
 */
final class RollingShingler extends Shingler {
    private final long[] last;
    private final long highest;
    private long rolling;

    RollingShingler(int window, Sink out) {
        super(window, out);
        last = new long[window];
        long power = 1;
        for (int i = 0; i < window; i++) {
            power *= TextHash.BASE;
        }
        highest = power;
    }

    @Override
    void append(char[] text, int from, int to, int place, int oldest) {
        append(TextHash.append(0, text, from, to), place);
    }

    /** Takes a token in whose polynomial is known. */
    void token(long polynomial) {
        append(polynomial, place());
        taken();
    }

    private void append(long polynomial, int place) {
        long token = TextHash.mix(polynomial);
        rolling = rolling * TextHash.BASE + token - last[place] * highest;
        last[place] = token;
    }

    @Override
    long hash(int firstPlace) {
        return TextHash.mix(rolling);
    }
}
