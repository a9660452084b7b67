package dev.tandem.workflows;

import dev.tandem.core.error.ErrorCode;
import dev.tandem.core.error.TandemException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;

/** What a client makes of a workflow's answer. */
public final class WorkflowErrors {
    private WorkflowErrors() {}

    /**
     * An update that was refused ({@link ErrorCode#INVALID_ARGUMENT}), or that nobody answered
     * ({@link ErrorCode#SERVICE_UNAVAILABLE}).
     */
    public static TandemException exception(WorkflowException error) {
        // The client library keeps the message of a refusal, but not its type: checks refuse arguments, and nothing else.
        if (error instanceof WorkflowUpdateException && error.getCause() instanceof ApplicationFailure refusal) {
            return new TandemException(ErrorCode.INVALID_ARGUMENT, refusal.getOriginalMessage(), error);
        }
        return new TandemException(ErrorCode.SERVICE_UNAVAILABLE, "The run did not answer: " + error.getMessage()
                + ". Check that the workflow server and a worker are up, and ask again.", error);
    }

    /** Code and message of the outermost error that has a code. */
    static String describe(Throwable cause) {
        for (Throwable current = cause; current != null; current = current.getCause()) {
            if (current instanceof ApplicationFailure failure) {
                return failure.getType() + ": " + failure.getOriginalMessage();
            }
        }
        return ErrorCode.INTERNAL + ": " + cause.getMessage();
    }
}
