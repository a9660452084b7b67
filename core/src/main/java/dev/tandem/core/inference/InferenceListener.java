package dev.tandem.core.inference;

import dev.tandem.core.error.ErrorCode;
import java.time.Duration;

/** Hears what a {@link KServeInference} does, for metrics. Called on the callers' threads: it must be quick and never throw. */
public interface InferenceListener {
    /** Hears nothing. */
    InferenceListener NONE = new InferenceListener() {};

    /** The outcome of a request that was answered as the contract says. */
    String OK = "OK";

    /** The outcome of a request whose answer does not fit the contract. */
    String WRONG_ANSWER = "WRONG_ANSWER";

    /** A request is sent; {@link #ended} follows. */
    default void started(String model, String endpoint, int rows, long bytes) {}

    /** @param outcome {@link #OK}, {@link #WRONG_ANSWER}, or the name of the gRPC status */
    default void ended(String model, String endpoint, int rows, long bytes, Duration took, String outcome) {}

    /** An attempt failed and there is another one. */
    default void retried(String model, String reason) {}

    /** A call failed for good; its caller gets an error with this code. */
    default void failed(String model, ErrorCode code) {}

    /** An endpoint passed its checks for a model, or is left aside. */
    default void health(String model, String endpoint, boolean healthy) {}

    /** Rows were needed: some had to be asked, for others the answer was stored. */
    default void scored(String model, long asked, long known) {}
}
