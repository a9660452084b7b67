package dev.tandem.core.process;

/** A worker did not answer a question as it should have; it cannot be asked again. */
public final class WorkerFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How an answer was not had. */
    public enum Kind {
        /** Something else was answered than what was asked for. */
        WRONG_ANSWER,
        /** The process was over before it answered. */
        ENDED,
        /** There was no answer in time. */
        LATE
    }

    private final Kind kind;

    /**
     * What happened.
     *
     * @param message a phrase that goes on after the name of who was asked
     */
    public WorkerFaultException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public WorkerFaultException(String message) {
        this(Kind.WRONG_ANSWER, message);
    }

    public Kind kind() {
        return kind;
    }

    public boolean late() {
        return kind == Kind.LATE;
    }
}
