package dev.tandem.operators.dedup.text;

/** Similarity of sets: the number of common elements over the number of elements in either. */
final class Jaccard {
    private Jaccard() {}

    /**
     * In [0, 1], of two sorted arrays without repetitions; two empty sets are equal.
     *
     * @param from where the elements begin in both
     */
    static double of(long[] left, long[] right, int from) {
        int common = 0;
        int i = from;
        int j = from;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                common++;
                i++;
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        int union = left.length + right.length - 2 * from - common;
        return union == 0 ? 1 : (double) common / union;
    }
}
