package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;

/**
 * Says more of the parts of samples: the text that is read in a picture, another caption. It adds attributes and replaces
 * none; the shard keeps what it has, and the result is an overlay. Samples come in batches, for models.
 */
public interface AttributeMapper extends CurationOperator {

    void map(Batch batch, Attributes out);

    /** Where attributes are written; rows and parts are counted from 0 in the order of the batch and of the sample. */
    interface Attributes {
        /** Adds an attribute. A sample whose part has one of that name with another value becomes a failed row. */
        void add(int row, int part, String name, String value);

        /** Nothing can be said of the sample: it becomes a failed row. */
        void fail(int row, ErrorCode code, String message);
    }
}
