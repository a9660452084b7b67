package dev.tandem.media;

/**
 * The normally distributed numbers that numpy's {@code RandomState} gives for a seed: the Mersenne Twister (Matsumoto and Nishimura,
 * 1998) and the polar method (Marsaglia and Bray, 1964).
 */
final class NumpyNormal {
    private static final int WORDS = 624;
    private static final int AHEAD = 397;

    private final int[] state = new int[WORDS];
    private int at = WORDS;
    private double spare = Double.NaN;

    NumpyNormal(int seed) {
        state[0] = seed;
        for (int i = 1; i < WORDS; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    double next() {
        if (!Double.isNaN(spare)) {
            double next = spare;
            spare = Double.NaN;
            return next;
        }
        while (true) {
            double x = 2 * uniform() - 1;
            double y = 2 * uniform() - 1;
            double square = x * x + y * y;
            if (square < 1 && square != 0) {
                double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
                spare = factor * x;
                return factor * y;
            }
        }
    }

    /** Of 53 bits, from 0 to 1. */
    private double uniform() {
        int high = word() >>> 5;
        int low = word() >>> 6;
        return (high * 0x1p26 + low) / 0x1p53;
    }

    private int word() {
        if (at == WORDS) {
            twist();
        }
        int word = state[at++];
        word ^= word >>> 11;
        word ^= word << 7 & 0x9d2c5680;
        word ^= word << 15 & 0xefc60000;
        return word ^ word >>> 18;
    }

    private void twist() {
        for (int i = 0; i < WORDS; i++) {
            int mixed = state[i] & 0x80000000 | state[(i + 1) % WORDS] & 0x7fffffff;
            state[i] = state[(i + AHEAD) % WORDS] ^ mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
        }
        at = 0;
    }
}
