package dev.tandem.core.error;

/** One sample cannot be processed; it becomes a failed row with this code, and the rest of its shard goes on. */
public final class SampleFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public SampleFailedException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
