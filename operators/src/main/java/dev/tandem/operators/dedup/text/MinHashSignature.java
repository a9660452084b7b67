package dev.tandem.operators.dedup.text;

import java.util.function.IntFunction;

/** Whose MinHash it is: what shingles are hashed by, and the permutations. */
public enum MinHashSignature {
    /** Tandem's own, the fastest. */
    TANDEM(Affine32::tandem, true),
    /** Data-Juicer's: 32 bits of SHA-1, modulo a prime, seed 42. */
    DATA_JUICER(Mersenne::dataJuicer, true),
    /** That of datasketch since version 2: 32 bits of SHA-1, scheme affine32, seed 1. */
    DATASKETCH(Affine32::datasketch, false),
    /** That of datasketch for very large sets: 64 bits of SHA-1, scheme affine64, seed 1. */
    DATASKETCH_64(Affine64::datasketch, false),
    /** That of datasketch before version 2: 32 bits of SHA-1, modulo a prime, seed 1. */
    DATASKETCH_LEGACY(Mersenne::datasketch, true);

    private final IntFunction<Permutations> permutations;
    private final boolean independent;

    /**
     * A kind of signature.
     *
     * @param independent whether a permutation is the same however many there are
     */
    MinHashSignature(IntFunction<Permutations> permutations, boolean independent) {
        this.permutations = permutations;
        this.independent = independent;
    }

    /**
     * The permutations.
     *
     * @param used those beyond are left out where this changes none of the others
     */
    Permutations permutations(int count, int used) {
        return permutations.apply(independent ? used : count);
    }

    Shingler shingler(int window, boolean spaced, Shingler.Sink out) {
        return this == TANDEM ? new RollingShingler(window, out) : new ByteShingler(window, spaced, ShingleHash.SHA1, out);
    }
}
