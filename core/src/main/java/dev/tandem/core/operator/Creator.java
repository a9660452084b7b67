package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;

/** Makes new samples from a sample: zero or more, each with its parent's id and the actor in its metadata. */
public interface Creator extends CurationOperator {

    void create(SampleView parent, Output out) throws SampleFailedException;

    /**
     * Whether it asks models that write, and so waits for most of its time: {@link #create} is then called by several threads at once,
     * for other parents each, and what is made stands in the order of the parents.
     */
    default boolean waitsForModels() {
        return false;
    }

    /** Where made samples go. */
    interface Output {
        void accept(Sample made);

        /** An item was made, checked, and found wanting; counted and reported by reason. */
        void refuse(String reason);
    }
}
