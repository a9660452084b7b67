package dev.tandem.core.operator;

import java.util.List;

/**
 * Takes out of a set what is in it more than once. A {@link Deduplicator} signs each sample by itself; a {@link SetDeduplicator}
 * looks at all samples first; a {@link SpanDeduplicator} cuts parts of texts out.
 */
public interface DuplicateFinder extends CurationOperator {

    /** Measured values of earlier operators that samples are asked for. */
    default List<FeatureReading> readings() {
        return List.of();
    }
}
