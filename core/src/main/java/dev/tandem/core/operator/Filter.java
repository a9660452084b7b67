package dev.tandem.core.operator;

import java.util.List;

/**
 * Measures, then decides. The two halves are apart so that a threshold can be moved without measuring again:
 * {@link #decide} is pure and sees only what {@link #measure} stored.
 */
public interface Filter extends CurationOperator {

    /** What is measured, in column order. */
    List<Feature> features();

    /** Writes the features of every sample of the batch; a sample that cannot be measured is failed, never skipped. */
    void measure(Batch batch, Measurements out);

    /** Keep or drop, from the values in the order of {@link #features()}. */
    Decision decide(FeatureRow row);

    /**
     * Whether this filter measures what another of its operator measured, so that it can decide about the other's features. It
     * is asked where the two differ in a parameter that is {@linkplain Setting#measured() marked as measured}; a filter answers
     * yes where it knows better than the mark.
     */
    default boolean measuresLike(Filter other) {
        return false;
    }
}
