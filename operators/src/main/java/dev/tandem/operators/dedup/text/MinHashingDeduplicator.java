package dev.tandem.operators.dedup.text;

import dev.tandem.core.operator.Deduplicator;
import dev.tandem.core.operator.FeatureReading;
import dev.tandem.operators.dedup.Keeper;
import java.util.List;

/** What deduplicators by MinHash have in common: all but how a text becomes shingles. */
abstract class MinHashingDeduplicator implements Deduplicator {
    private final MinHashing hashing;
    private final Keeper keeper;
    private final double intendedThreshold;
    private final boolean verify;
    private final boolean directOnly;

    /**
     * A deduplicator.
     *
     * @param intendedThreshold the similarity that the user asked for
     * @param verify whether the exact similarity of candidates decides
     */
    MinHashingDeduplicator(MinHashing hashing, Keeper keeper, double intendedThreshold, boolean verify, boolean directOnly) {
        this.hashing = hashing;
        this.keeper = keeper;
        this.intendedThreshold = intendedThreshold;
        this.verify = verify;
        this.directOnly = directOnly;
    }

    final MinHashing hashing() {
        return hashing;
    }

    final Keeper keeper() {
        return keeper;
    }

    @Override
    public boolean onlyDirect() {
        return directOnly;
    }

    @Override
    public List<FeatureReading> readings() {
        return keeper.readings();
    }

    @Override
    public double similarity(long[] left, long[] right) {
        return hashing.similarity(left, right);
    }

    @Override
    public double threshold() {
        return hashing.threshold();
    }

    @Override
    public boolean verifies() {
        return verify;
    }

    @Override
    public double intendedThreshold() {
        return intendedThreshold;
    }

    @Override
    public double candidateProbability(double similarity) {
        return hashing.banding().probability(similarity);
    }
}
