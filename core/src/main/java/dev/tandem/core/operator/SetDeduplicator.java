package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.model.Digest;
import dev.tandem.core.operator.Deduplicator.Signature;
import java.util.List;

/**
 * A deduplicator that has to look at all samples before it can sign one, such as by clusters of embeddings. Two restartable steps
 * come before those of a {@link Deduplicator}: all samples are <em>observed</em> (per shard), and something is <em>fitted</em> to
 * a bounded part of them, that is the same however the samples are cut. Then each is signed by what was fitted, in one band.
 *
 * <p>Samples with the same key are put in order, the greatest preference first, and each is compared with those before it: it is
 * a duplicate of the most similar one, if that is more similar than the {@link #threshold}, whether that is a duplicate itself or
 * not. A chain of duplicates ends in its first, which stays.
 */
public interface SetDeduplicator extends DuplicateFinder, Similarity {

    /** Names of the parameters that {@link #observe} depends on: where others are changed, nothing is observed again. */
    List<String> observing();

    /** Observes samples, in batches that are bounded in bytes; the result must not depend on how samples are batched. */
    void observe(Batch batch, Observations out);

    /** To how many samples something is fitted at most, where each has evidence of so many numbers. */
    int mostFitted(int numbers);

    /**
     * What is fitted to some samples.
     *
     * @param evidence of each, in an order that depends on the samples alone
     */
    byte[] fit(List<long[]> evidence);

    /** Signs by what was fitted. */
    Signer signer(byte[] fitted);

    /** A place for samples that later ones are compared with. */
    Earlier earlier();

    /** Takes what was seen of the samples of a batch, by their rows. A sample of which nothing is told is kept. */
    interface Observations {
        /** What the sample is compared by; as many numbers for each. */
        void evidence(int row, long[] evidence);

        /** The sample cannot be observed: it becomes a failed row. */
        void fail(int row, ErrorCode code, String message);
    }

    /** Signs samples that were observed. */
    @FunctionalInterface
    interface Signer {
        /** The signature, with the evidence that was given; samples with equal evidence get equal preferences. */
        Signature sign(Digest id, long[] evidence);
    }

    /** Samples in an order, of which the one that is most like another is looked for. */
    interface Earlier {
        void add(long[] evidence);

        /**
         * The place of the most similar sample that is more similar than the threshold, of several the first; -1 for none.
         *
         * @param from places before this one do not count
         */
        int nearest(long[] evidence, int from);

        /** How similar that one is. */
        double similarity();

        void clear();
    }
}
