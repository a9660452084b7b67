package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import java.util.Optional;

/**
 * Finds duplicates in four restartable steps: <em>signature</em> (per sample, this interface), <em>bucket</em> (samples
 * that share a band key are candidates), <em>cluster</em> (candidates whose {@link #similarity} reaches the
 * {@link #threshold} are joined) and <em>select</em> (the sample with the greatest preference stays, ties go to the
 * smallest id).
 */
public interface Deduplicator extends DuplicateFinder, Similarity {

    /** The signature of a sample; empty when it has nothing to compare, so that it is kept. */
    Optional<Signature> signature(SampleView sample) throws SampleFailedException;

    /**
     * What one sample contributes.
     *
     * @param bands one key per band; two samples with the same key in the same band are candidates
     * @param times how many keys a band has: a sample with several hashes has all bands of the first, then all of the second
     * @param evidence what {@link Similarity#similarity} compares, such as sorted distinct shingle hashes; may be empty where
     *     candidates are not compared
     * @param preference the duplicate with the greatest preference (by code point order of its first 64 bytes of UTF-8) stays
     */
    record Signature(long[] bands, int times, long[] evidence, String preference) {

        /** With one key for each band. */
        public Signature(long[] bands, long[] evidence, String preference) {
            this(bands, 1, evidence, preference);
        }
    }
}
