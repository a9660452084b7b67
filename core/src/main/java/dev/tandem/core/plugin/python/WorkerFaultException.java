package dev.tandem.core.plugin.python;

/** A worker did not answer a question as it should have; it cannot be asked again. */
final class WorkerFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean late;

    /**
     * What happened.
     *
     * @param message a phrase that goes on after the name of the operator
     * @param late whether there was no answer in time
     */
    WorkerFaultException(String message, boolean late) {
        super(message);
        this.late = late;
    }

    WorkerFaultException(String message) {
        this(message, false);
    }

    boolean late() {
        return late;
    }
}
