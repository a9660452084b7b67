package dev.tandem.operators.text.ngram;

import java.nio.ByteBuffer;

/**
 * The n-grams of one length, sorted by their keys.
 *
 * <p>Keys are hashes, so that their first bits lead to within a few of the right place: no table of hashes is needed
 * beside them.
 */
final class NgramTable {
    static final int ABSENT = -1;

    private static final int KEY_BITS = 63;
    private static final int PER_BUCKET = 4;

    private final long[] keys;
    private final float[] probabilities;
    private final float[] backoffs;
    private final int[] starts;
    private final int shift;

    /**
     * A table.
     *
     * @param keys in ascending order
     * @param probabilities decimal logarithms of the probability of the last word after the others
     * @param backoffs decimal logarithms of what is left for words that were not seen after the n-gram; empty for the
     *     longest n-grams
     */
    NgramTable(long[] keys, float[] probabilities, float[] backoffs) {
        this.keys = keys;
        this.probabilities = probabilities;
        this.backoffs = backoffs;
        int bits = 1;
        while (keys.length / PER_BUCKET >> bits > 0 && bits < 28) {
            bits++;
        }
        shift = KEY_BITS - bits;
        starts = new int[(1 << bits) + 1];
        for (long key : keys) {
            starts[(int) (key >>> shift) + 1]++;
        }
        for (int bucket = 1; bucket < starts.length; bucket++) {
            starts[bucket] += starts[bucket - 1];
        }
    }

    int size() {
        return keys.length;
    }

    int find(long key) {
        int bucket = (int) (key >>> shift);
        for (int i = starts[bucket]; i < starts[bucket + 1]; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return ABSENT;
    }

    float probability(int ngram) {
        return probabilities[ngram];
    }

    float backoff(int ngram) {
        return backoffs[ngram];
    }

    /** Bytes that {@link #write} takes at most. */
    long maxBytes() {
        return Integer.BYTES + keys.length * (9L + 2 * Float.BYTES);
    }

    /** Keys as differences of seven bits a byte. */
    void write(ByteBuffer out) {
        out.putInt(keys.length);
        long before = 0;
        for (int i = 0; i < keys.length; i++) {
            long difference = keys[i] - before;
            before = keys[i];
            while (difference >= 0x80) {
                out.put((byte) (difference | 0x80));
                difference >>>= 7;
            }
            out.put((byte) difference);
            out.putFloat(probabilities[i]);
            if (backoffs.length > 0) {
                out.putFloat(backoffs[i]);
            }
        }
    }

    /** @throws IllegalArgumentException for what is no table; also {@link java.nio.BufferUnderflowException} */
    static NgramTable read(ByteBuffer in, boolean longest) {
        int count = in.getInt();
        int bytesOfEach = 1 + (longest ? 1 : 2) * Float.BYTES;
        if (count < 0 || count > in.remaining() / bytesOfEach) {
            throw new IllegalArgumentException(count + " n-grams in " + in.remaining() + " bytes");
        }
        long[] keys = new long[count];
        float[] probabilities = new float[count];
        float[] backoffs = new float[longest ? 0 : count];
        long key = 0;
        for (int i = 0; i < count; i++) {
            long difference = difference(in);
            key += difference;
            if (key < 0 || (difference == 0 && i > 0)) {
                throw new IllegalArgumentException("n-grams are not in order");
            }
            keys[i] = key;
            probabilities[i] = logarithm(in);
            if (!longest) {
                backoffs[i] = logarithm(in);
            }
        }
        return new NgramTable(keys, probabilities, backoffs);
    }

    private static long difference(ByteBuffer in) {
        long difference = 0;
        for (int bits = 0; bits < KEY_BITS; bits += 7) {
            byte next = in.get();
            difference |= (next & 0x7FL) << bits;
            if (next >= 0) {
                return difference;
            }
        }
        throw new IllegalArgumentException("a key of more than nine bytes");
    }

    private static float logarithm(ByteBuffer in) {
        float logarithm = in.getFloat();
        if (!Float.isFinite(logarithm)) {
            throw new IllegalArgumentException("a logarithm that is " + logarithm);
        }
        return logarithm;
    }
}
