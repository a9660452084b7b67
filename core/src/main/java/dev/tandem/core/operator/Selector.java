package dev.tandem.core.operator;

import java.util.List;

/**
 * Decides which samples stay from what earlier steps measured of them, and measures nothing itself: a score is measured once, and
 * any number of policies can be tried on it. A selector is a {@link SampleSelector} where a sample is judged by its own values, and a
 * {@link SetSelector} where it is judged by those of all samples of the step. It never sees a sample that an earlier step dropped.
 */
public interface Selector extends CurationOperator {

    /** The measured values that it decides by. */
    List<FeatureReading> readings();

    /**
     * What it leaves for readers: numbers alone. The first is what it decided by; those that are named {@code min} and {@code max}
     * are the limits that it was held against, which reports draw into the distribution of the first.
     */
    List<Feature> features();

    /** What of a sample it looks at beside the readings; more is dearer. */
    default Access access() {
        return Access.FEATURES;
    }

    /** What of a sample is read. */
    enum Access {
        /** Measured values alone. */
        FEATURES,
        /** The ids of samples as well. */
        IDS,
        /** Ids, metadata, and texts as mappers left them. */
        TEXTS
    }

    /** Judges one sample after the other. */
    @FunctionalInterface
    interface Judge {
        /**
         * Keep or drop: the same for the same row, whatever was judged before.
         *
         * @param values where the {@link Selector#features()} go, in their order; NaN for those that there are not
         */
        Decision decide(SelectorRow row, double[] values);
    }
}
