package dev.tandem.operators.dedup.spans;

import it.unimi.dsi.fastutil.ints.IntArrayList;

/**
 * Few of many hashes such that texts with a long stretch in common have one of them in common (Schleimer, Wilkerson and Aiken,
 * "Winnowing: local algorithms for document fingerprinting", 2003): of every window of so many hashes the smallest, and of equal
 * ones the last. Two texts that share {@code window} hashes in a row share a fingerprint; on average two of {@code window + 1}
 * hashes are one.
 */
public final class Winnowing {
    private Winnowing() {}

    /** The places of the fingerprints, ascending; of fewer hashes than a window the smallest, if there is one. */
    public static int[] places(long[] hashes, int window) {
        int size = Math.min(window, hashes.length);
        IntArrayList places = new IntArrayList();
        // Places whose hashes grow: each is the smallest of what is behind it.
        int[] rising = new int[size + 1];
        int first = 0;
        int count = 0;
        for (int i = 0; i < hashes.length; i++) {
            if (count > 0 && rising[first] <= i - size) {
                first = (first + 1) % rising.length;
                count--;
            }
            while (count > 0 && hashes[rising[(first + count - 1) % rising.length]] >= hashes[i]) {
                count--;
            }
            rising[(first + count++) % rising.length] = i;
            int smallest = rising[first];
            if (i >= size - 1 && (places.isEmpty() || places.getInt(places.size() - 1) != smallest)) {
                places.add(smallest);
            }
        }
        return places.toIntArray();
    }
}
