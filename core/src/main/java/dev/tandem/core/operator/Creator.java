package dev.tandem.core.operator;

import dev.tandem.core.error.SampleFailedException;
import dev.tandem.core.model.Sample;

/** Makes new samples from a sample: zero or more, each with its parent's id and the actor in its metadata. */
public interface Creator extends CurationOperator {

    void create(SampleView parent, Output out) throws SampleFailedException;

    /** Where made samples go. */
    interface Output {
        void accept(Sample made);

        /** An item was made, checked, and found wanting; counted and reported by reason. */
        void refuse(String reason);
    }
}
