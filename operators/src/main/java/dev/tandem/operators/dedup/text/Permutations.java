package dev.tandem.operators.dedup.text;

/**
 * Many pseudo-random permutations of all hashes. MinHash (Broder, "On the resemblance and containment of documents", 1997)
 * takes the smallest permuted hash of a set under each: the share of permutations where two sets have the same minimum
 * estimates their Jaccard similarity.
 */
sealed interface Permutations permits Affine32, Affine64, Mersenne {

    /** How many there are. */
    int count();

    /** Bits that a permuted hash has: 32 or 64. */
    int bits();

    /** The minima of no hashes yet. */
    Minima minima();

    /** The minima of the hashes seen so far. Not thread-safe. */
    interface Minima {

        /** Takes the first hashes of a block in; one that was seen before changes nothing. */
        void lower(long[] hashes, int count);

        /** One for each permutation, unsigned; all bits set where no hash was seen. */
        long[] values();
    }
}
