package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import java.util.List;
import java.util.Optional;

/**
 * Finds duplicates in four restartable steps: <em>signature</em> (per sample, this interface), <em>bucket</em> (samples
 * that share a band key are candidates), <em>cluster</em> (candidates whose {@link #similarity} reaches the
 * {@link #threshold} are joined) and <em>select</em> (the sample with the greatest preference stays, ties go to the
 * smallest id).
 */
public interface Deduplicator extends CurationOperator {

    /** The signature of a sample; empty when it has nothing to compare, so that it is kept. */
    Optional<Signature> signature(SampleView sample) throws SampleFailedException;

    /** Exact similarity in [0, 1] of two samples, from their evidence. Symmetric. */
    double similarity(long[] left, long[] right);

    /** Candidates at least this similar are duplicates. */
    double threshold();

    /** Measured values of earlier operators that {@link #signature} asks the sample for. */
    default List<FeatureReading> readings() {
        return List.of();
    }

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

    /**
     * What one sample contributes.
     *
     * @param bands one key per band; two samples with the same key in the same band are candidates
     * @param evidence what {@link Deduplicator#similarity} compares, such as sorted distinct shingle hashes; may be empty where
     *     candidates are not compared
     * @param preference the duplicate with the greatest preference (by code point order of its first 64 bytes of UTF-8) stays
     */
    record Signature(long[] bands, long[] evidence, String preference) {}
}
