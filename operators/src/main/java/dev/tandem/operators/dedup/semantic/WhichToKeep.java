package dev.tandem.operators.dedup.semantic;

import java.util.HexFormat;

/** Which samples of a cluster come first, and stay. */
public enum WhichToKeep {
    /** Those least like the centre of their cluster. */
    HARD,
    /** Those most like it. */
    EASY,
    /** Any, drawn by what they are. */
    RANDOM;

    /** What sorts after that of others comes first; of equal vectors it is equal. */
    String preference(double similarity, long[] vector, long seed) {
        long bits = Double.doubleToRawLongBits(similarity);
        // Unsigned, in the order of the numbers.
        long ascending = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        long hash = mixed(seed);
        for (long number : vector) {
            hash = mixed(hash ^ number);
        }
        long first = switch (this) {
            case HARD -> ~ascending;
            case EASY -> ascending;
            case RANDOM -> hash;
        };
        return HexFormat.of().toHexDigits(first) + HexFormat.of().toHexDigits(hash);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
