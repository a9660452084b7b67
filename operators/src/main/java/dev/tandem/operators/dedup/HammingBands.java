package dev.tandem.operators.dedup;

import java.util.ArrayList;
import java.util.List;

/**
 * Band keys of 64-bit hashes such that any two hashes at most {@code distance} bits apart agree in a band: the bits are
 * cut into chunks, and there is a band for every choice of all but {@code distance} chunks. Differing bits fall into at
 * most {@code distance} chunks, so that one of the choices avoids them all. (Very large buckets are not compared pair
 * by pair, so among very many pictures that share most of their hash a pair can still be missed.)
 */
public final class HammingBands {
    /** Shorter keys bring too many unrelated hashes together. */
    private static final int ENOUGH_BITS = 24;

    /** For two of twelve chunks, at the greatest distance that is asked for. */
    private static final int MOST_BANDS = 66;

    private final long[] masks;

    public HammingBands(int distance) {
        int chunks = distance + 1;
        while (Long.SIZE * (chunks - distance) / chunks < ENOUGH_BITS && choices(chunks + 1, distance) <= MOST_BANDS) {
            chunks++;
        }
        List<Long> found = new ArrayList<>();
        choose(chunks, 0, chunks - distance, 0, found);
        masks = found.stream().mapToLong(Long::longValue).toArray();
    }

    public long[] keys(long hash) {
        long[] keys = new long[masks.length];
        for (int band = 0; band < masks.length; band++) {
            keys[band] = hash & masks[band];
        }
        return keys;
    }

    private static void choose(int chunks, int chunk, int missing, long mask, List<Long> masks) {
        if (missing == 0) {
            masks.add(mask);
        } else if (chunks - chunk >= missing) {
            choose(chunks, chunk + 1, missing - 1, mask | bits(chunks, chunk), masks);
            choose(chunks, chunk + 1, missing, mask, masks);
        }
    }

    private static long bits(int chunks, int chunk) {
        long mask = 0;
        for (int bit = Long.SIZE * chunk / chunks; bit < Long.SIZE * (chunk + 1) / chunks; bit++) {
            mask |= 1L << bit;
        }
        return mask;
    }

    /** The number of ways to leave {@code left} of {@code chunks} out. */
    private static long choices(int chunks, int left) {
        long choices = 1;
        for (int i = 1; i <= left; i++) {
            choices = choices * (chunks - left + i) / i;
        }
        return choices;
    }
}
