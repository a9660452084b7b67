package dev.tandem.core.error;

/**
 * An error with a code. The message says what was found, what was expected and what to do, and needs no stack trace to
 * be understood.
 */
public final class TandemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public TandemException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public TandemException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
