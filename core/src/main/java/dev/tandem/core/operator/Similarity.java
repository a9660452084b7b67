package dev.tandem.core.operator;

/** How like each other two samples are, and which are duplicates. */
public interface Similarity {

    /** Exact similarity in [0, 1] of two samples, from their evidence. Symmetric. */
    double similarity(long[] left, long[] right);

    /** Candidates at least this similar are duplicates. */
    double threshold();

    /** Whether candidates are compared exactly; otherwise samples that share a band key are duplicates. */
    default boolean verifies() {
        return true;
    }

    /**
     * Whether only samples that are similar to the kept one itself are dropped, of those that are linked with it through
     * others. What is left of such a cluster keeps its own best sample, and so on. Counts where candidates are compared.
     */
    default boolean onlyDirect() {
        return false;
    }

    /**
     * The least similarity that duplicates are meant to have, by which the precision and the recall of what was found are told;
     * NaN where evidence does not tell similarities.
     */
    default double intendedThreshold() {
        return verifies() ? threshold() : Double.NaN;
    }

    /**
     * The probability that two samples of a similarity share a band key, at least; NaN where it is not known.
     *
     * @param similarity from {@link #intendedThreshold} to 1
     */
    default double candidateProbability(double similarity) {
        return Double.NaN;
    }
}
