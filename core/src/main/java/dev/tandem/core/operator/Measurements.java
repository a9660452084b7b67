package dev.tandem.core.operator;

import dev.tandem.core.error.ErrorCode;

/** Where a filter writes what it measured; rows and features are counted from 0 in the order of the batch and the features. */
public interface Measurements {
    void number(int row, int feature, double value);

    void numbers(int row, int feature, double[] values);

    void text(int row, int feature, String value);

    /** The sample cannot be measured: it becomes a failed row. */
    void fail(int row, ErrorCode code, String message);
}
