package dev.tandem.operators.dedup.text;

/**
 * The generator that numpy's {@code RandomState} draws from (Matsumoto and Nishimura, "Mersenne Twister", 1998), seeded by
 * one number. Not thread-safe.
 */
final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int MIDDLE = 397;
    private static final int TWIST = 0x9908_b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** 32 bits. */
    int nextInt() {
        if (next == SIZE) {
            twist();
            next = 0;
        }
        int bits = state[next++];
        bits ^= bits >>> 11;
        bits ^= bits << 7 & 0x9d2c_5680;
        bits ^= bits << 15 & 0xefc6_0000;
        return bits ^ (bits >>> 18);
    }

    /** 64 bits; the higher ones are drawn first. */
    long nextLong() {
        long high = nextInt();
        return high << Integer.SIZE | Integer.toUnsignedLong(nextInt());
    }

    /** A number up to {@code last}, itself included: bits are drawn, as many as that has, until they are no greater. */
    long upTo(long last) {
        long mask = -1L >>> Long.numberOfLeadingZeros(last);
        long drawn;
        do {
            drawn = nextLong() & mask;
        } while (drawn > last);
        return drawn;
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int bits = (state[i] & Integer.MIN_VALUE) | (state[(i + 1) % SIZE] & Integer.MAX_VALUE);
            state[i] = state[(i + MIDDLE) % SIZE] ^ (bits >>> 1) ^ ((bits & 1) == 0 ? 0 : TWIST);
        }
    }
}
