package dev.tandem.core.shard;

import dev.tandem.core.error.ErrorCode;

/** Why a row of a shard holds no sample, or why an operator could not process the sample. */
public record RowFailure(ErrorCode code, String message) {
    /** Name of the feature, of the operator that failed, in which the message stands; the code stands in the selection. */
    public static final String FEATURE = "failure";
}
