package dev.tandem.core.inference;

import io.grpc.Status;

/** One attempt did not bring an answer. */
final class AttemptFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final String reason;

    AttemptFailedException(Trouble trouble, String reason, String message) {
        super(message, null, false, false);
        this.trouble = trouble;
        this.reason = reason;
    }

    /** @param where the endpoint, and what it was asked for */
    static AttemptFailedException of(Status status, String where) {
        String description = status.getDescription() == null ? "" : " (" + status.getDescription() + ")";
        String cause = status.getCause() == null ? "" : ", " + status.getCause().getMessage();
        return new AttemptFailedException(
                Trouble.of(status), status.getCode().name(), where + " failed with " + status.getCode() + description + cause);
    }

    Trouble trouble() {
        return trouble;
    }

    /** A short name, of which there are few: that of the gRPC status, where there is one. */
    String reason() {
        return reason;
    }
}
